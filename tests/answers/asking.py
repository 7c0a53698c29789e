"""Asks the five documents exactly: the steps of the pipeline that need no index and no database."""

from __future__ import annotations

from assistant.answers.context import Context
from assistant.answers.draft import Draft
from assistant.answers.lookup import look_up
from assistant.core.corpus import Corpus
from assistant.core.evidence import squeeze
from assistant.dialogue.question import Vocabulary, understand
from assistant.opening import vocabulary_of

__all__ = ["ask", "vocabulary_of"]


def ask(words: str, corpus: Corpus, vocabulary: Vocabulary) -> Draft:
    """The exact answer to one question; every quotation is held against its source."""
    question = understand(words, vocabulary)
    draft = look_up(Context(question=question, corpus=corpus, agencies=vocabulary.agencies))
    assert draft is not None, f"{words} was left to passages as {question.intent}"
    for piece in draft.evidence:
        source = corpus.source(piece.record.document)
        assert squeeze(source[piece.start : piece.end]) == squeeze(piece.quote)
    return draft


def cited(draft: Draft) -> list[str]:
    """Ids of the records a draft stands on, each once, in order."""
    return list(dict.fromkeys(piece.record.record_id for piece in draft.evidence))


def tasks(*numbers: int) -> list[str]:
    return [f"shenzhen/task/{n}" for n in numbers]
