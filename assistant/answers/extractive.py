"""PROVISIONAL until the search engineer's file replaces this one: quotes the first sentence of the best passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.draft import Draft
from assistant.core.answer import Language
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.records import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenQuestion:
    text: str
    normal: str
    language: Language
    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    topic: str = ""


def answer_open(
    question: OpenQuestion, hits: Sequence[Evidence], corpus: Corpus, elsewhere: Sequence[Evidence] = ()
) -> Draft:
    if not hits:
        return Draft(text="文件没有说明。", status="refused", reason="not_stated")
    return Draft(text=f"“{hits[0].quote}”[1]", evidence=(hits[0],))
