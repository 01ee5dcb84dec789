"""Words so common that they would match nearly every sentence."""

_TEXT = """
    a about all also am an and any are as at be been being but by can could did do does for from had has have
    he her here him his how i if in into is it its many may me more most much my no not of on one or our over
    she should so some such than that the their them then there these they this those to under up was we were what
    when where whether which who whom whose why will with would you your
"""
STOP_WORDS = frozenset(_TEXT.split())
"""Dropped from a question unless nothing else is left."""
