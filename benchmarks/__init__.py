"""Measurements, each runnable with one command; `python -m benchmarks` runs those that need nothing but the project."""
