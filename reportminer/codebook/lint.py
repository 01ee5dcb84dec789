"""Checks what stands in a codebook, word by word: what is missing, said twice, or not mutual."""

from collections import Counter
from collections.abc import Iterator

from reportminer.codebook.model import Codebook, Pattern
from reportminer.codebook.problems import Problem, Severity
from reportminer.text import fold, words

LEAST_EXAMPLES = 5
"""Fewer show neither a reader nor a model how differently a pattern is put into words."""
LEAST_NEAR_MISSES = 3
"""Fewer do not mark the border."""
_MENDS = {
    "include": "say what counts where one may doubt",
    "exclude": "say what does not count, and which other code it belongs to",
    "confused_with": "name the codes that a second coder might give instead",
}


def check_wording(codebook: Codebook) -> Iterator[Problem]:
    """Yield what a reader could find without any model, in the order of the codebook."""
    yield from _check_themes(codebook)
    for pattern in codebook.patterns:
        yield from _check_notes(pattern)
        yield from _check_number(pattern)
        yield from _check_references(pattern, codebook)
        yield from _check_repetition(pattern)
    yield from _check_shared(codebook)


def _check_themes(codebook: Codebook) -> Iterator[Problem]:
    used = {pattern.theme for pattern in codebook.patterns}
    for theme in codebook.themes:
        if theme.id not in used:
            yield Problem(
                severity=Severity.WARNING,
                code=theme.id,
                rule="empty_theme",
                message="No pattern belongs to this theme.",
                remedy="add a pattern, or remove the theme if its mentions alone are of no use",
            )


def _check_notes(pattern: Pattern) -> Iterator[Problem]:
    if _is_name(pattern):
        yield Problem(
            severity=Severity.WARNING,
            code=pattern.id,
            rule="no_definition",
            message=f"The definition “{pattern.definition}” says no more than the name.",
            remedy="say in one sentence what must be so for the pattern to hold",
        )
    missing = [name for name in _MENDS if not getattr(pattern, name)]
    if missing:
        yield Problem(
            severity=Severity.NOTE,
            code=pattern.id,
            rule="missing_notes",
            message=f"It has no {', no '.join(missing)}.",
            remedy="; ".join(_MENDS[name] for name in missing),
        )


def _is_name(pattern: Pattern) -> bool:
    return words(fold(pattern.definition)) == words(pattern.id.replace("_", " "))


def _check_number(pattern: Pattern) -> Iterator[Problem]:
    wanted = (
        ("few_examples", "example", len(pattern.examples), LEAST_EXAMPLES, Severity.WARNING),
        ("few_near_misses", "near miss", len(pattern.near_misses), LEAST_NEAR_MISSES, Severity.NOTE),
    )
    for rule, name, found, least, severity in wanted:
        if found < least:
            plural = f"{name}es" if name.endswith("s") else f"{name}s"
            yield Problem(
                severity=severity,
                code=pattern.id,
                rule=rule,
                message=f"It has {found or 'no'} {name if found == 1 else plural}; {least} are the least.",
                remedy=f"add {least - found}, each from another report or subject and in other words",
            )


def _check_references(pattern: Pattern, codebook: Codebook) -> Iterator[Problem]:
    if pattern.id in pattern.confused_with:
        yield Problem(
            severity=Severity.ERROR,
            code=pattern.id,
            rule="confused_with_itself",
            message="It names itself under confused_with.",
            remedy="take it out of the list",
        )
    silent = tuple(
        other
        for other in pattern.confused_with
        if other != pattern.id and pattern.id not in codebook.pattern(other).confused_with
    )
    if silent:
        yield Problem(
            severity=Severity.NOTE,
            code=pattern.id,
            rule="confused_with_not_mutual",
            message=f"It names {', '.join(silent)} under confused_with, but {_is_silent(silent)}.",
            remedy=f"add {pattern.id} to confused_with there: a coder may come from either side",
            others=silent,
        )


def _is_silent(silent: tuple[str, ...]) -> str:
    return "that one does not name it" if len(silent) == 1 else "these do not name it"


def _check_repetition(pattern: Pattern) -> Iterator[Problem]:
    for text in _twice(pattern.examples):
        yield Problem(
            severity=Severity.WARNING,
            code=pattern.id,
            rule="example_repeated",
            message="An example stands in it more than once.",
            remedy="replace the repetition by another sentence",
            texts=(text,),
        )
    misses = {word_key(text) for text in pattern.near_misses}
    for text in pattern.examples:
        if word_key(text) in misses:
            yield Problem(
                severity=Severity.ERROR,
                code=pattern.id,
                rule="example_and_near_miss",
                message="A sentence is both an example and a near miss of it.",
                remedy="decide which it is",
                texts=(text,),
            )


def _twice(texts: tuple[str, ...]) -> list[str]:
    counts = Counter(map(word_key, texts))
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(word_key(text), text)
    return [first[key] for key, count in counts.items() if count > 1]


def _check_shared(codebook: Codebook) -> Iterator[Problem]:
    """Yield sentences that several codes have, each at the code that comes first."""
    carriers: dict[str, list[Pattern]] = {}
    shown: dict[str, str] = {}
    for pattern in codebook.patterns:
        for key, text in {word_key(text): text for text in pattern.examples}.items():
            carriers.setdefault(key, []).append(pattern)
            shown.setdefault(key, text)
    for key, patterns in carriers.items():
        if len(patterns) > 1:
            yield _shared_example(patterns, shown[key])
    for pattern in codebook.patterns:
        for text in pattern.near_misses:
            others = tuple(other.id for other in carriers.get(word_key(text), ()) if other is not pattern)
            if others:
                yield _borrowed_miss(pattern, others, text)


def _shared_example(patterns: list[Pattern], text: str) -> Problem:
    one_side = len({pattern.polarity for pattern in patterns}) == 1
    return Problem(
        severity=Severity.WARNING if one_side else Severity.ERROR,
        code=patterns[0].id,
        rule="shared_example",
        message=f"An example of it is one of {', '.join(p.id for p in patterns[1:])} as well"
        + ("." if one_side else ", which takes another side."),
        remedy="keep it in one of them: in training an example stands for its own pattern alone. A sentence that "
        "carries several patterns belongs among the labels",
        others=tuple(pattern.id for pattern in patterns[1:]),
        texts=(text,),
    )


def _borrowed_miss(pattern: Pattern, others: tuple[str, ...], text: str) -> Problem:
    return Problem(
        severity=Severity.NOTE,
        code=pattern.id,
        rule="near_miss_is_example",
        message=f"A near miss of it is an example of {', '.join(others)}.",
        remedy="nothing, if the sentence carries that pattern and not this one; else take it out of one of them",
        others=others,
        texts=(text,),
    )


def word_key(text: str) -> str:
    """Return a sentence's words alone, for telling whether two sentences are the same."""
    return " ".join(words(fold(text)))
