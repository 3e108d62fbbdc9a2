"""A run on demand: who may start one, what it is told of on its way, and what came of it."""
