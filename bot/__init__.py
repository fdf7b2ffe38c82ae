"""Reelmates: a chat bot that finds the films a person, or a whole room, will love."""
