"""Which text of a file of several is meant in a conversation: the one named, the other one, the one talked about.

Knows how such texts are pointed at; refuses to know what they say. Passages are searched by the words of the question,
so that a text pointed at is written into them by its name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.core.records import DocumentInfo
from assistant.dialogue.intents import decide
from assistant.dialogue.question import Question, Vocabulary
from assistant.dialogue.state import State

_THING = r"(?:份|个(?:文件|文本|方案|意见)|部(?:文件|分文件)|篇)"
_TEXT = r"(?:text|one|document|part)"
_POINTS = (
    (re.compile(rf"(?:另|别)(?:外|的)?(?:那|这)?一?{_THING}|\bthe other (?:text|one|document|part|paper)\b"), "other"),
    (re.compile(rf"(?:后面|后头|下面|第二)(?:的)?(?:那|这)?一?{_THING}|\bthe (?:second|latter|later) {_TEXT}\b"), "2"),
    (re.compile(rf"(?:前面|前头|上面|第一)(?:的)?(?:那|这)?一?{_THING}|\bthe (?:first|former) {_TEXT}\b"), "1"),
    (re.compile(rf"(?:这|该|此|同){_THING}|\b(?:this|the same) (?:text|document)\b"), "same"),
)  # fmt: skip
_KIND = 4
"""Characters at the end of a title that tell what kind of text it is (实施意见)."""
_HELD = re.compile(r"有(?:没有|无)?([\u4e00-\u9fff]{2,8}?)(?:吗|么|没有|吧|[?？]|$)")
"""What a text is asked for (有电镀吗)."""
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[—–~～至-]+\s*(?:19|20)\d\d)?年?的?|(?<!\d)\d{1,3}(?=个)个")
"""What is true of one of the texts only: its years, and how many things it counts."""


def kinds_of(document: DocumentInfo) -> tuple[str, ...]:
    """The kinds of the texts in a file; none where it holds one text."""
    kinds = tuple(title.split("（")[0][-_KIND:] for title in document.titles)
    return kinds if len(set(kinds)) > 1 else ()


def with_text(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """后面这份有电镀吗: the question with the name of the text that it points at."""
    kinds = _kinds(question, before, vocabulary)
    if not kinds or _named(question.normal, kinds):
        return question
    words = question.text.lower()
    found = next((which for pattern, which in _POINTS if pattern.search(words)), None)
    last = _talked_about(before, kinds)
    if found is None or (found in ("other", "same") and last is None):
        return question
    place = int(found) - 1 if found.isdigit() else last if found == "same" else 1 - (last or 0)
    if place is None or place >= len(kinds):
        return question
    bare = next(pattern.sub(" ", question.normal) for pattern, which in _POINTS if which == found)
    documents = question.documents or before.documents
    cues = question.cues | {"document"}
    held = _HELD.search(bare)
    if held and not question.topic:
        cues |= {"topic", "subject", "documents", "mentions"}
        question = replace(question, topic=held.groups(), subject=held.groups(), intent=decide(cues))
        bare = f"哪些文件提到{held.group(1)}"
    return replace(question, normal=f"{kinds[place]}里{bare}", documents=documents, cues=cues)


def swapped(text: str, question: Question, before: State, vocabulary: Vocabulary) -> str:
    """The words of the last question about the text that this one names."""
    kinds = _kinds(question, before, vocabulary)
    named = _named(question.normal, kinds)
    if named is None or named in text:
        return text
    others = "|".join(kind[-2:] for kind in kinds if kind != named)
    bare = _YEARS.sub("", text)
    changed = re.sub(rf"(?:那份|这份)?(?:审核|实施|工作)*(?:{others})", named, bare, count=1)
    return changed if changed != bare else f"{named}{bare}"


def names_other_text(question: Question, before: State, vocabulary: Vocabulary) -> bool:
    """Whether another text of the same file is named than the last question was about."""
    named = _named(question.normal, _kinds(question, before, vocabulary))
    return named is not None and named not in before.text


def _kinds(question: Question, before: State, vocabulary: Vocabulary) -> tuple[str, ...]:
    documents = question.documents or before.documents
    infos = [d for d in vocabulary.documents if d.document in documents]
    return kinds_of(infos[0]) if len(infos) == 1 else ()


def _named(words: str, kinds: tuple[str, ...]) -> str | None:
    found = [kind for kind in kinds if kind in words]
    return found[0] if len(found) == 1 else None


def _talked_about(before: State, kinds: tuple[str, ...]) -> int | None:
    """The place of the text that the last question named or, where it named none, the answer stood on."""
    named = _named(before.text, kinds)
    if named is not None:
        return kinds.index(named)
    places = {row.split("/")[2].split("-")[0] for row in before.rows[:1] if row.count("/") == 2}
    numbers = [int(p) - 1 for p in places if p.isdigit()]
    return numbers[0] if numbers and numbers[0] < len(kinds) else None
