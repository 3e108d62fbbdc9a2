"""Corrections: a posted number that has moved since is put right in its thread, once, and its message is marked."""
