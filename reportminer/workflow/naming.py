"""How pages and blocks are named to people."""

from reportminer.store.views import BlockRow


def name_page(page: int, label: str) -> str:
    """Return the page in the file, and the number printed on it where that is another.

    Example:
        >>> name_page(12, "8"), name_page(3, "3")
        ('page 12 (printed 8)', 'page 3')
    """
    return f"page {page}" + (f" (printed {label})" if label not in {"", str(page)} else "")


def name_block(block: BlockRow) -> str:
    """Return number in the reading order, kind, level, marker, and the part of the report if it is not the body.

    Example: `14 list item 1 "•", annex`
    """
    words = [str(block.number), block.kind.replace("_", " ")]
    words += [str(block.level)] if block.level is not None else []
    words += [f'"{block.marker}"'] if block.marker else []
    return " ".join(words) + (f", {block.part}" if block.part != "body" else "")
