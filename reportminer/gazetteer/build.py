"""Makes `configs/gazetteer/*.csv` from the published lists: `python -m reportminer.gazetteer.build FOLDER [OUT]`.

FOLDER holds the lists that `configs/gazetteer/README.md` names, as downloaded. Hand-made files beside the results
(national bodies, programmes, former names, ...) are not touched.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from reportminer.errors import UsageError
from reportminer.settings import data_folder
from reportminer.text import fold, squash

COLUMNS = ("label", "kind", "code_system", "code", "name", "start", "end", "aliases", "places")
_SMALL = {"of", "and", "the", "for", "upon", "in", "on", "with"}
_NOT_A_PLACE = re.compile(
    r"\b(?:council|borough|authority|district|corporation|mdc|mbc|boro|ua|mca|cca|ca)\b"
    r"|(?:city|county)$|(?:city|county) of\b",
    re.IGNORECASE,
)
_COUNCIL_FORM = re.compile(
    r"^(?:London Borough|Royal Borough|City|County) of |"
    r" (?:(?:City|County|Borough|District|Metropolitan|Mayoral|Combined) )*(?:Council|Authority|Corporation)$"
)
_KINDS = {"Non-metropolitan district": "district", "NI district": "district", "London borough": "london_borough"}
_HEALTH_WORD = re.compile(r"\b(?:Hospitals?|Healthcare|Health|Partnership|Ambulance|Teaching|Care)\b")
_LEGAL = ("NHS Foundation Trust", "NHS Trust", "Foundation Trust", "NHS FT")
_METROPOLITAN = ("Metropolitan Borough Council", "Metropolitan District Council", "Borough Council", "MBC", "MDC")
_STP_FORMS = (
    "STP",
    "ICS",
    "Sustainability and Transformation Partnership",
    "Sustainability and Transformation Plan",
    "Integrated Care System",
    "Health and Care Partnership",
    "Health and Social Care Partnership",
)
_EARLY_CCGS_END = "2021-12-31"
"""A group in the list of 2017-19 and not in that of January 2022 ended before it; the true day is earlier."""
_LATE_CCGS_START = "2019-04-01"
"""A group in the later list only began after the earlier one."""
_CCGS_END = "2022-06-30"
"""Clinical commissioning groups ended with this day (Health and Care Act 2022)."""

Row = dict[str, str]


def write_gazetteer(source: Path, target: Path) -> dict[str, int]:
    """Write the four lists made from published ones.

    Args:
        source: folder with the published lists.
        target: folder to write to.

    Returns:
        Rows by file name.

    Raises:
        UsageError: a list is missing in `source`.
    """
    lists = {
        "authorities.csv": build_authorities(_rows(source, "local_authorities.csv")),
        "nhs_trusts.csv": [build_trust(row) for row in _rows(source, "nhs_trusts.csv")],
        "ccgs.csv": build_ccgs(_rows(source, "ccg_2017_2019.csv"), _rows(source, "ccg_2022.csv")),
        "systems.csv": [
            *(build_stp(row) for row in _rows(source, "stp_2022.csv")),
            *(build_icb(row) for row in _rows(source, "icb_2024.csv")),
        ],
    }
    return {name: _write(target / name, rows) for name, rows in lists.items()}


def build_authorities(rows: Iterable[Row]) -> list[Row]:
    """Return local authorities with the names people use for body and area; an alias that two share is dropped."""
    built = [_authority(row) for row in rows]
    owners = Counter(fold(alias) for row in built for alias in {row["name"], *row["aliases"].split(";")})
    for row in built:
        unique = [a for a in row["aliases"].split(";") if owners[fold(a)] == 1]
        row["aliases"] = ";".join(unique)
    return built


def _authority(row: Row) -> Row:
    kind = _KINDS.get(row["local-authority-type-name"], row["local-authority-type-name"].lower().replace(" ", "_"))
    places = _places(row)
    name = squash(row["official-name"])
    aliases = sorted({a for place in places for a in _council_names(place, kind, name)} - {name})
    return {
        "label": "LOCAL_AUTHORITY",
        "kind": kind,
        "code_system": "GSS",
        "code": row["gss-code"],
        "name": name,
        "start": row["start-date"],
        "end": _last_day(row["end-date"]),
        "aliases": ";".join(aliases),
        "places": ";".join(places),
    }


def _places(row: Row) -> list[str]:
    """The names of the area: the nice name, the body's name without its form, then variants of the same words."""
    nice = squash(row["nice-name"])
    if row["local-authority-type-name"] == "City corporation":
        return [nice]
    stem = squash(_COUNCIL_FORM.sub("", row["official-name"]))
    variants = [] if "," in nice else [squash(v) for v in row["alt-names"].split(",")]
    found: dict[str, str] = {}
    for variant in (nice, stem, *(v for v in variants if _shares_word(v, nice))):
        if variant.isascii() and len(variant) > 2 and not _NOT_A_PLACE.search(variant):
            place = title_case(variant) if variant.islower() else variant
            found.setdefault(fold(place), place)
    return list(found.values())


def _shares_word(variant: str, nice: str) -> bool:
    """Variants with slips of the pen in them share no whole word with the nice name."""
    return bool(set(fold(variant).split()) & set(fold(nice).replace("-", " ").split()))


def _council_names(place: str, kind: str, name: str) -> Iterator[str]:
    if kind in ("combined_authority", "strategic_regional_authority", "city_corporation"):
        return
    yield f"{place} Council"
    if kind == "county":
        yield f"{place} County Council"
    elif kind == "metropolitan_district":
        yield from (f"{place} {form}" for form in _METROPOLITAN)
    elif kind == "london_borough":
        borough = "Royal Borough" if "Royal" in name else "London Borough"
        yield from (f"{borough} of {place}", f"{place} London Borough Council", f"{borough} of {place} Council")
        yield f"{place} Borough Council"
    elif kind == "unitary_authority":
        yield f"{place} Borough Council"
    if "City" in name:
        yield from (f"{place} City Council", f"City of {place} Council")


def build_trust(row: Row) -> Row:
    """Return a trust with its name in ordinary case and the short forms in use."""
    name = title_case(row["name"].lower())
    return {
        "label": "NHS_TRUST",
        "kind": "trust",
        "code_system": "ODS",
        "code": row["ods_code"],
        "name": name,
        "start": _iso(row["opened"]),
        "end": _iso(row["closed"]),
        "aliases": ";".join(trust_aliases(name)),
        "places": "",
    }


def trust_aliases(name: str) -> list[str]:
    """Return other ways to write a trust's name: with and without "The", "Foundation", and its legal ending."""
    stem = re.sub(r",? NHS(?: Foundation)? Trust$", "", name).removeprefix("The ")
    forms = [f"{stem} {ending}" for ending in _LEGAL]
    if " " in stem and _HEALTH_WORD.search(stem):
        forms += [stem, f"{stem} Trust"]
    return [form for form in forms if form != name]


def build_ccgs(early: Iterable[Row], late: Iterable[Row]) -> list[Row]:
    """Return the clinical commissioning groups of 2017-19 and of 2022, each code once."""
    rows = {row["ods_code"]: _ccg(row, start="", end=_EARLY_CCGS_END) for row in early}
    for row in late:
        start = "" if row["ods_code"] in rows else _LATE_CCGS_START
        rows[row["ods_code"]] = _ccg(row, start=start, end=_CCGS_END)
    return [rows[code] for code in sorted(rows)]


def _ccg(row: Row, *, start: str, end: str) -> Row:
    stem = re.sub(r"^NHS | CCG$", "", row["name"])
    forms = (f"NHS {stem} Clinical Commissioning Group", f"{stem} Clinical Commissioning Group", f"{stem} CCG")
    return {
        "label": "CCG",
        "kind": "ccg",
        "code_system": "ODS",
        "code": row["ods_code"],
        "name": f"NHS {stem} CCG",
        "start": start,
        "end": end,
        "aliases": ";".join(forms),
        "places": "",
    }


def build_stp(row: Row) -> Row:
    """Return a sustainability and transformation partnership."""
    stem = re.sub(r" (?:\(?Health and (?:Social )?Care(?: Partnership)?\)?|Health and Care ICS)$", "", row["name"])
    name = f"{row['name']} STP" if row["name"] == stem else row["name"]
    return {
        "label": "ICS",
        "kind": "stp",
        "code_system": "ODS",
        "code": row["ods_code"],
        "name": name,
        "start": "",
        "end": _CCGS_END,
        "aliases": ";".join(form for form in (f"{stem} {ending}" for ending in _STP_FORMS) if form != name),
        "places": "",
    }


def build_icb(row: Row) -> Row:
    """Return an integrated care board."""
    stem = re.sub(r"^NHS | Integrated Care Board$", "", row["ICB24NM"])
    forms = (
        f"{stem} Integrated Care Board",
        f"{stem} ICB",
        f"NHS {stem} ICB",
        f"{stem} Integrated Care System",
        f"{stem} ICS",
    )
    return {
        "label": "ICS",
        "kind": "icb",
        "code_system": "ODS",
        "code": row["ICB24CDH"],
        "name": row["ICB24NM"],
        "start": "2022-07-01",
        "end": "",
        "aliases": ";".join(forms),
        "places": "",
    }


def title_case(text: str) -> str:
    """Return a name in ordinary case: small words small unless first, NHS in capitals."""
    words = [part if part in _SMALL and at else _capital(part) for at, part in enumerate(squash(text).split(" "))]
    return re.sub(r"\bNhs\b", "NHS", " ".join(words))


def _capital(word: str) -> str:
    parts = word.split("-")
    return "-".join(p if p in _SMALL and at else p[:1].upper() + p[1:] for at, p in enumerate(parts))


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == 8 else ""


def _last_day(iso: str) -> str:
    """The list ends most bodies with the first day of the next month, some with the last day: ours is the last."""
    if not iso.endswith("-01"):
        return iso
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


def _rows(folder: Path, name: str) -> list[Row]:
    path = folder / name
    if not path.is_file():
        raise UsageError(
            f"{path} is not there", expected="the published lists", remedy="give the folder that holds them"
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[Row]) -> int:
    ordered = sorted(rows, key=lambda row: (row["kind"], row["code"], row["name"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
    return len(ordered)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m reportminer.gazetteer.build FOLDER [OUT]")
    out = Path(sys.argv[2]) if len(sys.argv) == 3 else data_folder() / "configs" / "gazetteer"
    for file_name, count in write_gazetteer(Path(sys.argv[1]), out).items():
        print(f"{out / file_name}: {count} rows")
