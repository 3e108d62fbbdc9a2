"""How what happens in Slack reaches the bot: by Socket Mode, or by signed HTTP requests."""
