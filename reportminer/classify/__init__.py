"""Labelled sentences to heads; vectors and text to tags."""
