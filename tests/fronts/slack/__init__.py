"""Slack through a loopback Slack: the real Bolt over HTTP and WebSocket."""
