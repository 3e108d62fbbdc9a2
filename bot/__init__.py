"""Slack's side: what people do in Slack becomes questions, and answers become messages."""
