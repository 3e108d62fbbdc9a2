"""Alerts in Slack: what is watched, who is told, and the messages that an episode is made of."""
