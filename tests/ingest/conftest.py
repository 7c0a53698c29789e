from __future__ import annotations

from pathlib import Path

import pytest

from ingest.build import Outcome, build


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real sentence-transformers model of eight dimensions over single characters."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    words = ["[UNK]", *"清洁生产方案总体要求减少排放保障措施加强监管农业工业建筑服务第一二三项"]
    vocabulary = {word: n for n, word in enumerate(dict.fromkeys(words))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), behavior="isolated")
    weights = torch.randn(len(vocabulary), 8, generator=torch.Generator().manual_seed(0))
    folder = tmp_path_factory.mktemp("encoder")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of two small documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text("清洁生产方案\n一、总体要求\n减少排放。\n二、保障措施\n加强监管。\n", "utf-8")
    (folder / "note.md").write_text("# 说明\n\n第一条 本方案自发布之日起施行。\n", "utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def built(index: Path, documents: Path, tiny_encoder: Path) -> Outcome:
    return build(index, documents=documents, encoder=str(tiny_encoder))
