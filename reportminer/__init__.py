"""reportminer: mine review reports for findings, each traced to a quotation on a page."""

__version__ = "0.1.0"
