"""Alerts: rules, their evaluation, and the episodes that come of them."""
