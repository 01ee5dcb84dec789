"""The Data Package of the tiny workspace, checked by frictionless."""

from pathlib import Path

import frictionless
import pytest

from reportminer.store.matching import Filters
from reportminer.workflow.exporting import export_workspace
from tests.export.workspace import make_settings, make_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace."""
    return make_workspace(tmp_path_factory.mktemp("w") / "workspace")


@pytest.mark.parametrize(
    ("filters", "excel"),
    [
        (Filters(), False),
        (Filters(), True),
        (Filters(theme="finance", polarity="failure"), False),
        (Filters(area="Northbridge"), False),
        (Filters(since="2030"), False),
    ],
)
def test_every_set_is_valid(workspace: Path, filters: Filters, excel: bool, tmp_path: Path) -> None:
    """Columns, types, values, keys, references, sizes and hashes hold, whatever a set is narrowed to."""
    export_workspace(workspace, tmp_path / "set", settings=make_settings(), excel=excel, filters=filters)
    report = frictionless.validate(str(tmp_path / "set" / "datapackage.json"))
    assert report.flatten(["title", "type", "message"]) == []
    assert report.stats["tasks"] == len(list((tmp_path / "set").glob("*.csv"))) + 1
