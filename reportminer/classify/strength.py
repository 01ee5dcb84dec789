"""How far a sentence's claim reaches, by its own words: all, most, some, few."""

import re

ALL, MOST, SOME, FEW = "all", "most", "some", "few"
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)"
_WHOLE = (
    r"(?:all|every|everyone|everybody|everywhere|each|always|consistently|universally|invariably|throughout"
    r"|across the board)"
)
_WITHIN = r"(?:(?!(?:and|but|so|because|as|which|that|who|when|while|if|where|only|just)\b)[\w'’-]+ ){0,2}"
"""Up to two words of the same clause, so that "not known to all" is no claim of all."""
_RULES = (
    (
        FEW,
        r"(?<!\ba )(?<!not a )few|hardly any|scarcely any|very little|(?:small|tiny) (?:number|minority)|rarely"
        r"|seldom|minority|isolated|only (?:one|two|three|a handful)|handful"
        r"|(?:almost|nearly|virtually|practically|hardly) (?:no|none|never|nobody|no one|ever)",
    ),
    (
        MOST,
        r"most|majority|largely|mostly|mainly|generally|usually|typically|predominantly"
        r"|for the most part|widespread"
        rf"|(?:almost|nearly|virtually|practically) {_WHOLE}"
        rf"|(?:all|every|everyone|everybody) (?:but|except(?: for)?|apart from) (?:one|an?|{_NUMBER})",
    ),
    (
        SOME,
        rf"(?:not|cannot|\w+n['’]t) {_WITHIN}{_WHOLE}|some|several"
        r"|a few|quite a few|certain|sometimes|occasionally"
        r"|in places|in part|partly|pockets"
        r"|a number of|often|many|frequently|inconsistent(?:ly)?|patchy|varied|variable"
        rf"|one (?:in|of|out of) (?:the )?{_NUMBER}|half",
    ),
    (
        ALL,
        r"all|every|everyone|everybody|each|always|consistently|universally|invariably|throughout"
        r"|without exception|across the board|never|none|no one|nobody",
    ),
)
_NOT_CLAIMS = re.compile(
    r"\b(?:at all|above all|after all|first of all|in all|all(?:-| )day|all(?:-| )round|all right|for all that"
    r"|at most|the most [a-z]+|most (?:recent|recently|important|importantly|senior|effective|appropriate"
    r"|vulnerable|complex|significant|notably|of all)|some (?:\d+|time)|each other|a certain"
    r"|for certain|quite certain|next few|last few|past few|first few"
    r"|few (?:days|weeks|months|years)|half (?:a|an|of 20\d\d)"
    r"|many (?:years|months|weeks|days) ago|second half|first half)\b",
    re.IGNORECASE,
)
_COMPILED = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _RULES)


def find_strength(text: str) -> str:
    """Return how far the claim of a sentence reaches.

    The weakest reach that is stated counts: "most people in all three areas" is `most`, and a claim is never made
    to sound wider than it was written. Fixed phrases ("first of all", "the most senior") say nothing.

    Returns:
        `all`, `most`, `some`, `few`, or empty where nothing is said.
    """
    plain = _NOT_CLAIMS.sub(" ", text)
    return next((name for name, words in _COMPILED if words.search(plain)), "")
