"""What is owed, once for each local business date; who may run it; and what became of it."""
