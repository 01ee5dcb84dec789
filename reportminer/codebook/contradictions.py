"""Checks the sentences of a codebook against a trained model: examples it misses, near misses it falls for."""

from collections.abc import Iterator, Sequence

from reportminer.codebook.closeness import Exemplar
from reportminer.codebook.problems import Problem, Severity
from reportminer.records import Coding


def check_examples(
    examples: Sequence[Exemplar], codings: Sequence[Coding], probabilities: Sequence[float]
) -> Iterator[Problem]:
    """Yield the examples to which the model does not give their pattern.

    Args:
        examples: sentences that carry their code.
        codings: what the model gives each, in order.
        probabilities: of each sentence's own code, 0 to 1.
    """
    for example, coding, probability in zip(examples, codings, probabilities, strict=True):
        given = tuple(tag.pattern_id for tag in coding.tags)
        if example.code not in given:
            yield Problem(
                severity=Severity.WARNING,
                code=example.code,
                rule="model_misses_example",
                message=f"The trained model gives an example {_name(given)}, not its code ({probability:.2f}).",
                remedy="if the sentence carries the pattern, label more sentences like it and train again; "
                "if it does not, replace it",
                others=given,
                texts=(example.text,),
                probability=round(probability, 4),
            )


def check_near_misses(
    near_misses: Sequence[Exemplar], codings: Sequence[Coding], probabilities: Sequence[float]
) -> Iterator[Problem]:
    """Yield the near misses to which the model gives their pattern; arguments as in `check_examples`."""
    for miss, coding, probability in zip(near_misses, codings, probabilities, strict=True):
        tag = next((tag for tag in coding.tags if tag.pattern_id == miss.code), None)
        if tag is not None:
            yield Problem(
                severity=Severity.WARNING,
                code=miss.code,
                rule="model_takes_near_miss",
                message=f"The trained model gives a near miss the code ({probability:.2f}; its threshold is "
                f"{tag.threshold:.2f}).",
                remedy="if the sentence does not carry the pattern, label more sentences like it (with their own "
                "code, or none) and train again; if it does, make it an example",
                texts=(miss.text,),
                probability=round(probability, 4),
            )


def _name(given: tuple[str, ...]) -> str:
    return ", ".join(given) or "no code"
