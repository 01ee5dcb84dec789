"""Official names and codes."""
