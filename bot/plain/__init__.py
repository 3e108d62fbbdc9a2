"""Plain questions: what people say, read as words that one could type after /kpi, or not at all."""
