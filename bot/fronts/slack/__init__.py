"""Slack: lines, mentions, direct messages, slash commands, buttons and App Home, over Socket Mode."""
