"""Experiments: what the variants of a test did against its control, and how sure that is."""
