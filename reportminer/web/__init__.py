"""The evidence browser: server-rendered pages on this machine alone, and the same pages as static files."""
