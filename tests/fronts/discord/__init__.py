"""Discord as its members see it."""
