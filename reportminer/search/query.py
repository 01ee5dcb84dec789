"""A person's words to a legal FTS5 query: every token is quoted, so any text can be asked."""

import re

_PART = re.compile(r'"([^"]*)"|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")
_MAX_TOKENS = 64  # a pasted page would otherwise become a query of thousands of terms

_STOP_TEXT = """
    a about all also an and any are as at be been being but by can could did do does for from had has have
    how i if in into is it its many may more most much no not of on or our over should so some such than that
    the their them then there these they this those to under up was we were what when where which who whom
    why will with would you your
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())
"""Words so common that they would match nearly every sentence; dropped unless nothing else is left."""


def make_match_query(text: str) -> str:
    """Return an FTS5 query that finds sentences with any of the words, phrases in double quotes kept whole.

    A word that ends in `*` matches every word that begins so. Operators of FTS5 in the text are ordinary words.

    Returns:
        The query, or an empty string if the text holds no letter or digit.

    Example:
        >>> make_match_query('pooled budget* "red bag" AND (')
        '"pooled" OR "budget" * OR "red bag"'
    """
    terms: list[tuple[str, bool]] = []
    for phrase, word in _PART.findall(text):
        if tokens := _TOKEN.findall(phrase):
            terms.append((f'"{" ".join(tokens)}"', False))
        elif tokens := _TOKEN.findall(word):
            stop = len(tokens) == 1 and tokens[0].lower() in STOP_WORDS
            terms.append((f'"{" ".join(tokens)}"' + (" *" if word.endswith("*") else ""), stop))
    kept = [term for term, stop in terms if not stop] or [term for term, _ in terms]
    return " OR ".join(dict.fromkeys(kept[:_MAX_TOKENS]))
