"""Counts and comparisons over reports."""
