"""Live messages: what the bot posted with its token follows the numbers of the days that it is about."""
