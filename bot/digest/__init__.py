"""The digest: the numbers that an audience reads in the morning, in twenty seconds and on a phone."""
