"""The workspace on disk: one SQLite file and what is rebuilt from it."""
