"""Who asked for what, and what came of it: kept for the owners, for a while, and erasable."""
