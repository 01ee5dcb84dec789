"""Measurements; `python -m benchmarks` runs those that need nothing but the project."""
