"""The auditor: holds what was promised against what was proved, and speaks when they differ."""
