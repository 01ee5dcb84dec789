"""The mark-up of the sources: one sentence a line, its codes in braces behind it.

A source begins with facts (`key: value`; `name: LABEL text` declares a name), then a line `---`, then blocks
divided by blank lines:

    !cover                       the lines below it are the title page or title block
    !notice                      the sentence that says what this is, set apart
    # Heading  ## ...  ### ...
    A sentence of a paragraph. {pattern_id other_pattern_id}
    ^ stat 22.7 | per 100,000 people per day | England average | 11.4 | January 2018
    ^ said Dr Ann Other | medical director      who speaks between the double quotation marks
    - an item; -- an item below an item; 1. a numbered one; 2.3 a numbered paragraph
    R 1. A recommendation.       with  ^ to the addressee
    > a line in a tinted box     >> a pull quote
    | caption: ...               a table, then | cells | of | a row
    !contents  !newpage  !columns  !end  !mainmatter  !include NAME
"""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from corpus.samples.inline import label_of, parse_sentence
from corpus.samples.model import Block, Figure, Report, Sentence, SourceError, Voice

SOURCES = Path(__file__).parent / "sources"
COMMANDS = {"contents", "newpage", "columns", "end", "mainmatter"}
CODES = re.compile(r"\s*\{([a-z_ ]+)\}$")
STARTS = (
    ("heading", re.compile(r"(?P<marks>#{1,3}) ")),
    ("item", re.compile(r"(?P<marks>--?) ")),
    ("item", re.compile(r"(?P<marker>\d+\.\d+|\d+\.|\([a-z]\)) ")),
    ("recommendation", re.compile(r"R (?P<marker>\d+)\. ")),
    ("pull", re.compile(r">> ")),
    ("box", re.compile(r"> ")),
)
"""What a line that opens a block begins with."""


def read_source(path: Path) -> Report:
    """Read and parse one source file.

    Raises:
        SourceError: With file and line, where the mark-up is broken.
    """
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts, names = read_head(head)
    if facts.get("apostrophes") != "straight":
        facts, names = read_head(head.replace("'", "’"))
    names = {**read_names(SOURCES / "shared" / "names.txt"), **names}
    reader = _Reader(facts, names)
    try:
        body = expand_includes(body, facts)
        body = body if facts.get("apostrophes") == "straight" else body.replace("'", "’")
        for chunk in re.split(r"\n\s*\n", body):
            reader.read_chunk([line for line in chunk.splitlines() if line.strip()])
    except SourceError as error:
        raise SourceError(f"{path.name}: {error}") from error
    return Report(facts=facts, blocks=reader.blocks)


def read_head(head: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read the facts and the declared names at the top of a source."""
    facts: dict[str, str] = {}
    names: dict[str, str] = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        value = value.strip()
        if key == "name":
            label, _, name = value.partition(" ")
            names[name.strip()] = label_of(label)
        elif key:
            facts[key.strip()] = value
    return facts, names


def read_names(path: Path) -> dict[str, str]:
    """Read names that every report may mention, `LABEL name` a line."""
    pairs = (line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.strip(): label_of(label) for label, _, name in pairs}


def expand_includes(body: str, facts: Mapping[str, str]) -> str:
    """Put in the texts that reviews repeat nearly word for word, with the report's own facts."""

    def expand(match: re.Match[str]) -> str:
        text = (SOURCES / "shared" / f"{match[1]}.txt").read_text(encoding="utf-8")
        return Template(text).substitute(facts).strip()

    return re.sub(r"^!include (\S+)$", expand, body, flags=re.MULTILINE)


class _Reader:
    """Takes the chunks of a source one after another and keeps the running numbers."""

    def __init__(self, facts: dict[str, str], names: dict[str, str]) -> None:
        self.facts = facts
        self.names = names
        self.blocks: list[Block] = []
        self.path: list[str] = []
        self.n_sentences = 0
        self.n_notes = 0

    def read_chunk(self, lines: list[str]) -> None:
        """Read the lines between two blank lines: one block, or several items."""
        if not lines:
            return
        if lines[0].startswith("!"):
            self._read_command(lines)
        elif lines[0].startswith("| "):
            self._read_table(lines)
        else:
            self._read_text(lines)

    def _open(self, kind: str, **given: object) -> Block:
        block = Block(number=len(self.blocks), kind=kind, section=tuple(self.path))
        for key, value in given.items():
            setattr(block, key, value)
        self.blocks.append(block)
        return block

    def _read_command(self, lines: list[str]) -> None:
        name = lines[0][1:].strip()
        if name == "cover":
            self._open("cover", lines=tuple(lines[1:]))
        elif name == "notice":
            block = self._open("notice")
            for line in lines[1:]:
                self._read_line(block, line)
        elif name in COMMANDS:
            self._open(name)
        else:
            raise SourceError(f"unknown command {lines[0]}")

    def _read_table(self, lines: list[str]) -> None:
        caption = lines.pop(0).removeprefix("| caption:").strip() if "caption:" in lines[0] else ""
        rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
        if len({len(row) for row in rows}) != 1:
            raise SourceError(f"rows of unequal length in table {caption!r}")
        self._open("table", lines=(caption,) if caption else (), rows=rows)

    def _read_text(self, lines: list[str]) -> None:
        block: Block | None = None
        for line in lines:
            kind, match = _start_of(line)
            if line.startswith("^"):
                self._annotate(line)
            elif kind == "heading" and match:
                self._read_heading(line[match.end() :], level=len(match["marks"]))
            elif match and not (block and block.kind == kind and kind in {"box", "pull"}):
                groups = match.groupdict()
                block = self._open(kind, level=len(groups.get("marks") or "1"), marker=groups.get("marker") or "")
                self._read_line(block, line[match.end() :])
            else:
                block = block or self._open("paragraph")
                self._read_line(block, line[match.end() :] if match else line)

    def _read_heading(self, text: str, *, level: int) -> None:
        self.path = self.path[: level - 1]
        self._open("heading", level=level, lines=(text,))
        self.path.append(text)

    def _read_line(self, block: Block, line: str) -> None:
        codes = CODES.search(line)
        sentence = parse_sentence(
            line[: codes.start()] if codes else line,
            number=self.n_sentences,
            first_note=self.n_notes + 1,
            names=self.names,
        )
        sentence.patterns = tuple(codes[1].split()) if codes else ()
        self.n_sentences += 1
        self.n_notes += len(sentence.notes)
        block.sentences.append(sentence)

    def _annotate(self, line: str) -> None:
        kind, _, rest = line[1:].strip().partition(" ")
        block = self.blocks[-1]
        parts = [part.strip() for part in rest.split("|")]
        match kind:
            case "stat":
                block.sentences[-1].figures.append(_make_figure(parts, block.sentences[-1]))
            case "said":
                block.sentences[-1].voices.append(Voice(speaker=parts[0], role=parts[1] if len(parts) > 1 else ""))
            case "to":
                block.addressee = rest
            case _:
                raise SourceError(f"unknown annotation {line}")


def _start_of(line: str) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in STARTS:
        if match := pattern.match(line):
            return kind, match
    return "paragraph", None


def _make_figure(parts: list[str], sentence: Sentence) -> Figure:
    value, unit, comparator, comparator_value, period = (parts + [""] * 5)[:5]
    missing = [part for part in (value, comparator, comparator_value, period) if part not in sentence.text]
    if missing:
        raise SourceError(f"{missing} of a statistic not in the sentence {sentence.text!r}")
    return Figure(value=value, unit=unit, comparator=comparator, comparator_value=comparator_value, period=period)
