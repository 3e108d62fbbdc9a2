"""Who may see which numbers, and where: one policy for every surface."""
