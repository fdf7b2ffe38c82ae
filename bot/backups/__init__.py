"""Backups of members' state: made while the bot answers, kept for two weeks, put back whole or not at all."""
