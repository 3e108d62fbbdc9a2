"""What people read in Slack: pure functions from what is to be said to a message's text and blocks."""
