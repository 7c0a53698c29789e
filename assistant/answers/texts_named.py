"""Which of several texts in one file a question is about.

Knows how a text is named: by its kind, by its place in the file, or as the one that is not meant. Refuses to know rows.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context
from assistant.core.records import Record
from assistant.core.text import to_chinese

SET_ASIDE = re.compile(
    r"(?:别|不要|不是|而非|不用|不看|除了?|勿)[^,，。()（）]{0,14}?(?:实施|工作)?(?:方案|意见)[^,，。()（）]{0,4}"
    r"|\b(?:not|instead of|rather than|other than) (?:in )?the [a-z0-9 ,–—-]{0,30}(?:plan|opinions?)\b"
)
"""A text named as the one that is not meant (别拿实施方案的来)."""


_NOUN = r"(?:一)?(?:个|份|部|篇)(?:文件|文本|方案|意见|材料)?"
_NOUN_EN = r"(?: one| of the two)?(?: \w+){0,2} (?:text|document|file|paper|part)"
_BY_PLACE = {
    1: rf"(?:前面?|前|前头|头|上面?)(?:附的)?(?:那|这|的)?{_NOUN}(?!月)|\b(?:first|former|earlier){_NOUN_EN}\b",
    2: rf"(?:后面?|后|后头|另外?|末尾|最后)(?:附的)?(?:那|这|的)?{_NOUN}(?!月)"
    rf"|\b(?:second|latter|later|other|shorter){_NOUN_EN}\b",
}
"""How a text is told by its place in a file of two."""


def in_text_named(context: Context, record: Record) -> bool:
    """Whether a record is in the text that the question names, where one file holds several texts.

    A text is named by its kind (实施意见) or by its place in the file (第一个文件); otherwise every record is.
    """
    named = text_named(context, record.document)
    return named is None or (bool(record.path) and record.path[0].split("（")[0] == named)


def text_named(context: Context, document: str) -> str | None:
    """The title (without its period) of the one text of a document that the question names."""
    titles = context.corpus.document(document).titles
    if len(titles) < 2 or document not in context.question.documents:
        return None
    words = SET_ASIDE.sub(" ", context.question.normal)
    named = [t for i, t in enumerate(titles) if _names_text(words, t, i + 1)]
    return named[0].split("（")[0] if len(named) == 1 else None


def _names_text(words: str, title: str, place: int) -> bool:
    kind = title.split("（")[0][-4:]
    if kind in words or (kind.endswith("意见") and re.search(r"的意见|份意见|\bopinions?\b", words.lower())):
        return True  # 方案 alone may stand for the file, 意见 only for the text that is one
    told = rf"第[{place}{to_chinese(place)}](?:个|份|部)(?:文件|文本|方案|意见)|{_BY_PLACE[min(place, 2)]}"
    return bool(re.search(told, words.lower()))


def of_text_named(context: Context, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records of the text that the question names; all where it names none."""
    named = {document: text_named(context, document) for document in {r.document for r in records}}
    if not any(named.values()):
        return records
    return tuple(r for r in records if in_text_named(context, r)) or records
