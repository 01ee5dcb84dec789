"""Names of bodies, areas, programmes and laws with official codes, read from `configs/gazetteer/`."""

from reportminer.gazetteer.load import load_gazetteer
from reportminer.gazetteer.model import Entry, Gazetteer, Link, Name

__all__ = ["Entry", "Gazetteer", "Link", "Name", "load_gazetteer"]
