"""A strict local Slack workspace with a web page, to try the bot in and to test it against."""
