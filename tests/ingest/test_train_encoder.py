from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.search.embedder import Embedder
from ingest.encoder_files import LICENCES
from ingest.encoder_pairs import read_pairs
from ingest.encoder_terms import terms
from ingest.train_encoder import SEED, main, split, start_vectors, vocabulary

ROWS = (
    {"s": "med", "q": "秸秆怎么利用", "p": "推动秸秆还田和饲料化利用，综合利用率达到96%以上。"},
    {"s": "med", "q": "银行支持什么", "p": "强化绿色金融支持。鼓励银行推广绿色信贷。"},
    {"s": "ntrex", "en": "green credit", "zh": "绿色信贷"},
    {"z": "秸秆", "d": ["straw"]},
    {"t": "促进法", "h": "总则", "x": "企业应当开展清洁生产审核。审核报告报送主管部门。"},
)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    folder = tmp_path / "pairs"
    folder.mkdir()
    with gzip.open(folder / "p.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    return folder


def train(pairs: Path, output: Path, *more: str) -> None:
    assert main([str(pairs), "--output", str(output), "--dimension", "16", "--steps", "12", *more]) == 0


def test_training_twice_gives_the_same_bytes(pairs: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(pairs, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "model.safetensors" in files
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_another_seed_gives_another_model_and_is_written_into_the_card(pairs: Path, tmp_path: Path) -> None:
    train(pairs, tmp_path / "one")
    train(pairs, tmp_path / "two", "--seed", "7")
    one, two = ((tmp_path / name / "model.safetensors").read_bytes() for name in ("one", "two"))
    assert one != two
    card = (tmp_path / "two" / "README.md").read_text(encoding="utf-8")
    assert "pairs --dimension 16 --steps 12 --seed 7" in card
    assert "- `p.jsonl.gz` `" in card
    assert f"- ntrex: {LICENCES['ntrex']} (1 lines)" in card


def test_the_model_is_a_stock_one_and_tells_what_is_near(pairs: Path, tmp_path: Path) -> None:
    # In sixteen numbers what is near is a matter of luck, and the word lists of the project decide it.
    train(pairs, tmp_path / "model", "--dimension", "256")
    encoder = Embedder.load(str(tmp_path / "model"))
    assert encoder.dimension == 256
    near, far = encoder.encode_passages(["推动秸秆还田和饲料化利用", "鼓励银行推广绿色信贷"])
    query = encoder.encode_query("秸秆利用")
    assert query @ near > query @ far + 0.1


def test_training_starts_from_the_words_themselves(pairs: Path) -> None:
    families = split(read_pairs(pairs, SEED).families)
    known = vocabulary(families)
    vectors = start_vectors(families, known, 256, SEED)
    place = {term: row for row, term in enumerate(known, start=1)}

    def near(first: str, second: str) -> float:
        one, two = (vectors[[place[t] for t in terms(text) if t in place]].sum(axis=0) for text in (first, second))
        return float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))

    assert near("秸秆利用", "秸秆综合利用率") > near("秸秆利用", "绿色信贷") + 0.3
    assert not vectors[0].any()


def test_the_most_frequent_terms_are_kept(pairs: Path) -> None:
    families = {"question": [(["绿", "绿色", "a"], ["绿", "b"]), (["绿", "b"], ["色"])]}
    assert vocabulary(families, chinese=1, other=1) == ("b", "绿")


def test_what_cannot_be_used_is_told(pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--output", str(tmp_path / "model")]) == 1
    assert "no .jsonl.gz file" in capsys.readouterr().err
    with gzip.open(pairs / "q.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"s": "leaflet", "q": "a", "p": "b"}) + "\n")
    assert main([str(pairs), "--output", str(tmp_path / "model")]) == 1
    assert "no licence is on record for leaflet" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
