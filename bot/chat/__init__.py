"""The conversation, on no platform in particular."""
