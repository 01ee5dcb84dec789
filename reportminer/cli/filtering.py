"""Filters from options, checked against the closed lists."""

from reportminer.errors import UsageError
from reportminer.records import Polarity, ReportType
from reportminer.store.filtering import Filters, is_date


def make_filters(**given: str) -> Filters:
    """Return the filters; an unknown word of a closed list is refused with the list.

    Args:
        given: the fields of `Filters` by name; an empty one does not narrow.

    Raises:
        UsageError: a report type or polarity that there is not, or no date.
    """
    for name, allowed in (("report_type", ReportType), ("polarity", Polarity)):
        words = [str(member) for member in allowed]
        if given[name] and given[name] not in words:
            raise UsageError(
                f"{given[name]!r} is no {name.replace('_', ' ')}",
                expected="one of " + ", ".join(words),
                remedy="use one of these words",
            )
    for name in ("since", "until"):
        _check_date(name, given.get(name, ""))
    return Filters(**given)


def _check_date(name: str, given: str) -> None:
    if given and not is_date(given):
        raise UsageError(
            f"--{name} {given}: no such date",
            expected="YYYY, YYYY-MM or YYYY-MM-DD, for example 2018, 2018-06 or 2018-06-01",
            remedy="write year, month and day in this order, with hyphens",
        )
