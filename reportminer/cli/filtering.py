"""Filters from options, checked against the closed lists."""

from reportminer.errors import UsageError
from reportminer.records import Polarity, ReportType
from reportminer.store.matching import Filters


def make_filters(**given: str) -> Filters:
    """Return the filters; an unknown word of a closed list is refused with the list.

    Args:
        given: the fields of `Filters` by name; an empty one does not narrow.

    Raises:
        UsageError: a report type or polarity that there is not.
    """
    for name, allowed in (("report_type", ReportType), ("polarity", Polarity)):
        words = [str(member) for member in allowed]
        if given[name] and given[name] not in words:
            raise UsageError(
                f"{given[name]!r} is no {name.replace('_', ' ')}",
                expected="one of " + ", ".join(words),
                remedy="use one of these words",
            )
    return Filters(**given)
