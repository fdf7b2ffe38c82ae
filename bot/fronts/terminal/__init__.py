"""The terminal: one line or a whole script through the bot, and batch use for scripts."""
