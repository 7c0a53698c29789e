"""Real sentence-transformers models of a few kilobytes, made on the spot: two random layers over single characters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

CHARACTERS = "清洁生产方案总体要求减少排放保障措施加强监管农业工业建筑服务第一二三项秸秆膜回收网点绿色综合利用率"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def bert_encoder(folder: Path, *, prompts: Mapping[str, str] | None = None, max_length: int = 64) -> Path:
    """A transformer with mean pooling, saved as sentence-transformers saves its own; its vectors have 16 numbers."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    plain = _bert(folder.with_name(f"{folder.name}-plain"), "BertModel", max_length)
    transformer = Transformer(str(plain), max_seq_length=max_length)
    modules = [transformer, Pooling(transformer.get_embedding_dimension(), "mean")]
    given = dict(prompts) if prompts else None
    SentenceTransformer(modules=modules, device="cpu", prompts=given).save(str(folder), create_model_card=False)
    return folder


def cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """A cross-encoder that reads question and passage together; one label makes it a reranker."""
    from sentence_transformers import CrossEncoder

    plain = _bert(folder.with_name(f"{folder.name}-plain"), "BertForSequenceClassification", 64, num_labels=labels)
    CrossEncoder(str(plain), device="cpu").save(str(folder), create_model_card=False)
    return folder


def _bert(folder: Path, kind: str, max_length: int, **options: Any) -> Path:
    import torch
    import transformers
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: n for n, word in enumerate((*SPECIAL, *dict.fromkeys(CHARACTERS)))}
    pieces = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    pieces.normalizer = normalizers.BertNormalizer()
    pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    pieces.decoder = decoders.WordPiece()
    ends = [(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")]
    pieces.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ends)
    names = {f"{name.strip('[]').lower()}_token": name for name in SPECIAL}
    transformers.PreTrainedTokenizerFast(tokenizer_object=pieces, model_max_length=max_length, **names).save_pretrained(
        str(folder)
    )
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=max(max_length, 64), initializer_range=0.5, **options,
    )  # fmt: skip
    getattr(transformers, kind)(config).eval().save_pretrained(str(folder))
    return folder
