"""The App Home: each person's own page of numbers."""
