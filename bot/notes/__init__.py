"""Notes: what people write beside a day, shown on every picture that covers it."""
