"""Which pairs are made of the lines of a training folder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import IngestProblem
from ingest.encoder_pairs import read_pairs

LAW = "企业应当开展清洁生产审核。审核报告报送主管部门。"


def written(folder: Path, *rows: dict[str, Any], name: str = "p") -> Path:
    folder.mkdir(exist_ok=True)
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return folder


def test_every_kind_of_line_gives_its_pairs(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        {"s": "med", "q": "什么是碳汇", "p": "碳汇是吸收二氧化碳的过程"},
        {"s": "ntrex", "en": "carbon sink", "zh": "碳汇"},
        {"z": "秸秆", "d": ["straw; stalk (botany)", "surname Jie"]},
        {"z": "麦秆", "d": ["straw"]},
        {"t": "促进法", "h": "第一章\u3000总则", "x": LAW},
    )
    found = read_pairs(folder, seed=1)
    assert found.families["question"] == (("什么是碳汇", "碳汇是吸收二氧化碳的过程"),)
    assert found.families["translation"] == (("carbon sink", "碳汇"),)
    assert found.families["dictionary"] == (("秸秆", "straw"), ("秸秆", "stalk"), ("麦秆", "straw"))
    assert set(found.families["synonym"][0]) == {"秸秆", "麦秆"}
    assert found.families["heading"] == (("促进法 总则", LAW),)
    assert "".join(sorted("".join(found.families["article"][0]))) == "".join(sorted(LAW))
    assert found.lines == {"cedict": 2, "laws": 1, "med": 1, "ntrex": 1}


def test_the_word_lists_of_the_project_are_learned_from_too(tmp_path: Path) -> None:
    found = read_pairs(written(tmp_path, {"s": "ntrex", "en": "Hi.", "zh": "嗨。"}), seed=1)
    assert ("cleaner production", "清洁生产") in found.families["glossary"]
    assert found.families["everyday"]
    assert [name for name, _ in found.files] == ["p.jsonl.gz", "glossary.tsv", "everyday.tsv"]


def test_the_same_seed_gives_the_same_pairs(tmp_path: Path) -> None:
    folder = written(tmp_path, *({"t": "法", "h": "", "x": LAW * 3} for _ in range(5)))
    assert read_pairs(folder, seed=3) == read_pairs(folder, seed=3)


def test_folders_and_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(IngestProblem, match=r"holds no \.jsonl\.gz"):
        read_pairs(tmp_path, seed=1)
    with pytest.raises(IngestProblem, match="the keys colour; known are q\\+p"):
        read_pairs(written(tmp_path, {"colour": "red"}), seed=1)
    (tmp_path / "p.jsonl.gz").write_bytes(b"no archive")
    with pytest.raises(IngestProblem, match=r"p\.jsonl\.gz is no gzipped file"):
        read_pairs(tmp_path, seed=1)
