"""Options that many commands share, each written once."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path, typer.Option("-w", "--workspace", help="Folder that holds what was mined.", show_default=True)
]
Config = Annotated[Path | None, typer.Option("--config", help="Your own settings file (TOML).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more: each file done, and the time taken.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

Area = Annotated[str, typer.Option("--area", help="Only this area (name or GSS code).")]
ReportTypeOption = Annotated[str, typer.Option("--type", help="Only this report type, e.g. local_system_review.")]
Theme = Annotated[str, typer.Option("--theme", help="Only this theme, e.g. leadership.")]
Pattern = Annotated[str, typer.Option("--pattern", help="Only this pattern, e.g. shared_vision.")]
PolarityOption = Annotated[
    str,
    typer.Option(
        "--polarity", help="Only good_practice or failure (each with what is mixed), mixed, neutral or none."
    ),
]
Section = Annotated[str, typer.Option("--section", help="Only below headings with these words.")]
Since = Annotated[str, typer.Option("--since", help="Only published then or later: 2018, 2018-06 or 2018-06-01.")]
Until = Annotated[str, typer.Option("--until", help="Only published then or earlier, in the same forms.")]

DEFAULT_WORKSPACE = Path("workspace")
