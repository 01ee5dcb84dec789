"""A press release as its publisher's web page: the text amid navigation, a cookie notice and sharing links."""

from html import escape
from html.parser import HTMLParser
from pathlib import Path

from corpus.samples.model import Block, Report, Sentence

FRAME = Path(__file__).parent / "sources" / "shared" / "page.html"
"""The page around the text; `{title}` and `{main}` are filled in."""


def write_html(path: Path, report: Report) -> None:
    """Write the report as a web page."""
    main = "\n".join(html for html in map(_block_html, _with_lists(report.blocks)) if html)
    page = FRAME.read_text(encoding="utf-8")
    page = page.replace("{title}", escape(report.facts["title"])).replace("{main}", main)
    path.write_text(page.replace("{day}", report.facts["day"]), encoding="utf-8", newline="\n")


class _Texts(HTMLParser):
    """Collects what a browser would show of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in {"style", "script", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if len(text) > 3 and not self.hidden and "{" not in text and text != "Published:":
            self.texts.append(text)


def frame_texts() -> list[str]:
    """Return the texts of the page around the release, in order: links, buttons, the cookie notice."""
    parser = _Texts()
    parser.feed(FRAME.read_text(encoding="utf-8"))
    return parser.texts


def _with_lists(blocks: list[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    for block in blocks:
        if block.kind == "item" and groups and groups[-1][0].kind == "item":
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _block_html(group: list[Block]) -> str:
    block = group[0]
    match block.kind:
        case "heading":
            return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
        case "item":
            items = "\n".join(f"  <li>{_inline(item)}</li>" for item in group)
            return f"<ul>\n{items}\n</ul>"
        case "notice":
            return f'<p class="notice"><em>{_inline(block)}</em></p>'
        case "table":
            return _table_html(block)
        case "paragraph":
            return f"<p>{_inline(block)}</p>"
        case _:
            return ""


def _table_html(block: Block) -> str:
    head, *rows = block.rows
    lines = ["<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<table>\n<caption>{escape(block.text)}</caption>\n" + "\n".join(lines) + "\n</table>"


def _inline(block: Block) -> str:
    return " ".join(map(_sentence_html, block.sentences))


def _sentence_html(sentence: Sentence) -> str:
    html, position = "", 0
    for run in sentence.styles:
        tag = "strong" if run.value == "b" else "em"
        html += escape(sentence.text[position : run.start], quote=False)
        html += f"<{tag}>{escape(sentence.text[run.start : run.end], quote=False)}</{tag}>"
        position = run.end
    return html + escape(sentence.text[position:], quote=False)
