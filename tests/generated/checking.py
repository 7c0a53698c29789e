"""Whether an answer about a numbered row says what the row says: facts against records, whatever the sentences.

Knows the words with which either language gives a role; refuses to know how an answer was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answers.draft import Draft
from assistant.core.corpus import Corpus
from assistant.core.records import Record

LEADS = re.compile(r"牵头单位是|个牵头单位|\bis led by\b|\blead agencies\b")
SUPPORTS = re.compile(
    r"(?<!和)协办单位(?:是|：)|其他责任单位(?:是|：)"
    r"|[Ss]upporting agencies:|\bis supported by\b|[Oo]ther responsible agencies"
)
NO_LEAD = re.compile(
    r"没有指定牵头单位|没有区分牵头|no designated lead|no lead is designated|not tell lead from support"
)
JOINTLY = re.compile(r"按职责分工负责|jointly responsible|joint responsibility")
NO_SUPPORT = re.compile(
    r"没有列协办单位|没有其他责任单位|没有列其他单位|lists no supporting agency|no others|lists no other"
)
NO_AGENCY = re.compile(r"没有列责任单位|names no agency")
_MARK = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=。)|(?<=\.) ")


class Checker:
    """The facts of one corpus, ready to be looked for in answers."""

    def __init__(self, corpus: Corpus) -> None:
        printed = {name for agency in corpus.agencies for name in agency.printed}
        self._names = re.compile("|".join(map(re.escape, sorted(printed, key=len, reverse=True))))
        self._english = {(d, n): a.english for a in corpus.agencies for d in a.documents for n in a.printed}

    def names(self, text: str) -> set[str]:
        """Agencies that a text names, as printed."""
        return {match.group() for match in self._names.finditer(text)}

    @staticmethod
    def spoiled(draft: Draft, words: str, others: str) -> Draft:
        """An answer with some words exchanged, for the proof that this checker notices."""
        assert words in draft.text
        return replace(draft, text=draft.text.replace(words, others))

    def faults(self, record: Record, ask: str, draft: Draft) -> list[str]:
        """What is wrong with an answer about one row; empty when it says what the record says and cites it."""
        cited = {piece.record.record_id for piece in draft.evidence}
        if draft.status != "answered" or cited != {record.record_id}:
            return [f"{draft.status}, cites {sorted(cited) or 'nothing'}"]
        said = " ".join(_about(draft, record.record_id))
        if not said:
            return ["no sentence carries the row's mark"]
        if ask == "text":
            whole = " ".join(record.text.split())
            return [] if whole in said else ["the row's own words are missing"]
        return list(self._role_faults(record, ask, said))

    def _role_faults(self, record: Record, ask: str, said: str) -> Iterable[str]:
        duty = record.responsibility
        assert duty is not None, record.record_id
        if duty.form == "none":
            if not NO_AGENCY.search(said):
                yield "does not say that no agency is named"
            return
        if strangers := self.names(_without_quotes(said)) - set(duty.everyone):
            yield f"names {sorted(strangers)}"
        if duty.form in ("joint", "list"):
            if LEADS.search(said) or SUPPORTS.search(said):
                yield "tells roles apart that the source does not"
            if not NO_LEAD.search(said) or (duty.form == "joint" and not JOINTLY.search(said)):
                yield "does not say that no lead is designated"
            yield from self._missing(record.document, duty.joint, said)
            return
        parts = {"lead": (LEADS, duty.lead), "support": (SUPPORTS, duty.support)}
        for role, (words, names) in parts.items():
            sentences = [s for s in _SENTENCE.split(_without_quotes(said)) if words.search(s)]
            found = self.names(" ".join(sentences))
            if sentences and found != set(names):
                yield f"{role} is {sorted(found)}, not {sorted(names)}"
            if role == ask and not sentences and (names or not NO_SUPPORT.search(said)):
                yield f"{role} is not told"
        yield from self._missing(record.document, parts[ask][1], said)

    def _missing(self, document: str, names: Iterable[str], said: str) -> Iterable[str]:
        english = not re.search(r"[。：]", said)
        for name in names:
            if name not in said or (english and self._english[document, name] not in said):
                yield f"leaves out {name}"


def _about(draft: Draft, record_id: str) -> list[str]:
    """The paragraphs that are marked with a record."""
    marked = {i for i, piece in enumerate(draft.evidence, start=1) if piece.record.record_id == record_id}
    return [p for p in draft.text.split("\n\n") if marked & {int(m) for m in _MARK.findall(p)}]


def _without_quotes(text: str) -> str:
    return re.sub(r"“[^”]*”", "", text)
