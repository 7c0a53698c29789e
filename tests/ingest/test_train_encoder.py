from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.errors import IngestProblem
from assistant.search.embedder import Embedder
from ingest.encoder_files import tokenizer
from ingest.train_encoder import DOCUMENTS, main, read_documents, read_pairs, terms, vocabulary

TEXT = """秸秆综合利用率达到96%以上。
推动秸秆还田和饲料化利用。
强化绿色金融支持。鼓励银行推广绿色信贷。
推广LNG动力船舶。
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT + "[bookmark: x]秸秆收储运体系建设。", encoding="utf-8")
    return folder


def train(documents: Path, output: Path, *more: str) -> None:
    assert main(["--documents", str(documents), "--output", str(output), "--dimension", "6", *more]) == 0


def test_training_twice_gives_the_same_bytes(documents: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(documents, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "model.safetensors" in files
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_another_seed_is_written_into_the_card(documents: Path, tmp_path: Path) -> None:
    train(documents, tmp_path / "model", "--seed", "7")
    card = (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert "--dimension 6 --seed 7" in card
    assert "`a.txt` (sha256 `" in card


def test_the_model_is_a_stock_one_and_tells_what_is_near(documents: Path, tmp_path: Path) -> None:
    train(documents, tmp_path / "model")
    encoder = Embedder.load(str(tmp_path / "model"))
    assert encoder.dimension == 6
    query = encoder.encode_query("秸秆利用")
    near, far = encoder.encode_passages(["推动秸秆还田和饲料化利用", "鼓励银行推广绿色信贷"])
    assert query @ near > query @ far


@pytest.mark.parametrize("text", ["深圳", "省", "达到96%以上", "ＬＮＧ 動力船舶", "a b"])
def test_the_tokenizer_gives_characters_and_their_neighbours(text: str) -> None:
    known = sorted(set(terms("深圳省达到96%以上lng动力船舶ab")))
    found: Tokenizer = tokenizer(known)
    expected = sorted(terms(text.replace("動", "动")))
    assert sorted(found.encode(text).tokens) == expected


def test_marks_of_the_source_format_are_not_trained_on(documents: Path) -> None:
    corpus = read_documents(documents)
    assert "秸秆收储运体系建设。" in corpus.contexts
    assert len(corpus.contexts) == corpus.documents == 6


def test_pairs_add_contexts_and_their_most_frequent_terms(documents: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs"
    pairs.mkdir()
    rows = [{"s": "x", "q": "什么是碳汇", "p": "碳汇是吸收二氧化碳的过程"}, {"t": "法", "h": "总则", "x": "碳汇交易"}]
    with gzip.open(pairs / "p.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    found = read_pairs(pairs)
    assert found.contexts[0] == "什么是碳汇 碳汇是吸收二氧化碳的过程"
    train(documents, tmp_path / "model", "--pairs", str(pairs))
    assert "p.jsonl.gz" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    assert Embedder.load(str(tmp_path / "model")).encode_query("碳汇").any()


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--documents", str(tmp_path), "--output", str(tmp_path / "model")]) == 1
    assert "no .txt or .md file" in capsys.readouterr().err
    with pytest.raises(IngestProblem, match="pairs"):
        read_pairs(tmp_path)


def test_the_bundled_model_knows_every_term_of_the_five_documents() -> None:
    known = vocabulary(read_documents(DOCUMENTS))
    vectors = Embedder.load().encode_passages([term for term in known[:: len(known) // 50] if len(term) == 1])
    assert np.linalg.norm(vectors, axis=1).min() > 0.99
