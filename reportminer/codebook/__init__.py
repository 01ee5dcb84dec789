"""The codebook: themes, and patterns with a polarity; read, checked, compared, written, taken over."""

from reportminer.codebook.load import load_codebook
from reportminer.codebook.model import Codebook, Pattern, Theme

__all__ = ["Codebook", "Pattern", "Theme", "load_codebook"]
