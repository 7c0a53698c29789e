from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SourceUnreadable
from ingest.indicators import load_indicators
from ingest.sources import DOCUMENTS, INDICATORS, load_sources

ONE = '[[indicator]]\nid = "a"\nname = "甲"\nenglish = "A"\nunit = "percent"\nprinted = ["甲率"]\n'


def test_the_table_of_the_five() -> None:
    table = load_indicators(DOCUMENTS)
    known = {i.indicator_id: i for i in table.indicators}
    assert len(known) == len(table.indicators)
    assert "energy_per_gdp" in known["energy_per_industry"].near
    remark = known["energy_per_gdp"].near["energy_per_industry"]
    assert remark is not None and "规模以上工业" in remark.zh
    for indicator in table.indicators:
        for other in indicator.near:
            assert indicator.indicator_id in known[other].near, "near both ways"


def test_a_folder_without_a_table(tmp_path: Path) -> None:
    assert load_indicators(tmp_path).entries == ()


def test_the_table_is_no_document() -> None:
    assert INDICATORS not in {source.info.file for source in load_sources()}


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        ONE + ONE,
        ONE + 'near = ["b"]\n',
        ONE.replace("甲率", "("),
        ONE + 'kind = "wish"\n',
        ONE.replace('printed = ["甲率"]\n', ""),
        ONE + 'asked = ["("]\n',
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / INDICATORS).write_text(text, "utf-8")
    with pytest.raises(SourceUnreadable, match="not a table of indicators"):
        load_indicators(tmp_path)
