"""Block Kit: what each block may hold, where it may stand, and what Slack answers when it does not fit."""
