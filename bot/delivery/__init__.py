"""Delivery: what is owed in the outbox is sent, once, and proved to stand in its conversation."""
