"""Themes and patterns."""
