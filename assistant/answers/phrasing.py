"""What a language model is asked to phrase, and what of its reply becomes an answer. Pure: nothing is sent from here.

Knows when a draft is worth phrasing, how it is put into a prompt as data, and which replies are refused; refuses to
know servers and libraries. The model phrases, it does not find: facts come from the draft and its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.answers.citations import MARK, marks_of
from assistant.answers.claims import plain
from assistant.answers.draft import Draft
from assistant.answers.prompting import Messages, as_data, load_prompt
from assistant.answers.quantities import held_in
from assistant.answers.verification import verify_model_text
from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Language, Notice
from assistant.core.evidence import Evidence
from assistant.core.records import DocumentInfo
from assistant.core.text import has_han
from assistant.errors import ModelGarbled, ModelIncomplete, ModelProblem, ModelUncited

_NOTICES: dict[str, dict[Language, str]] = {
    "model_unconfigured": {
        "zh": "没有配置语言模型，以下为按规则生成的回答。",
        "en": "No language model is configured; this answer was composed by rule.",
    },
    "model_failed": {
        "zh": "语言模型服务出错，以下为按规则生成的回答。",
        "en": "The language model server failed; this answer was composed by rule.",
    },
    "model_timeout": {
        "zh": "语言模型没有在限定时间内答完，以下为按规则生成的回答。",
        "en": "The language model did not finish in time; this answer was composed by rule.",
    },
    "model_garbled": {
        "zh": "语言模型的回复为空、不完整或无法使用，以下为按规则生成的回答。",
        "en": "The language model's reply was empty, broken off or unusable; this answer was composed by rule.",
    },
    "model_uncited": {
        "zh": "语言模型的回复没有足够的原文依据，以下为按规则生成的回答。",
        "en": "The language model's reply did not stand on the passages; this answer was composed by rule.",
    },
    "model_incomplete": {
        "zh": "语言模型的回复遗漏了清单中的内容，以下为按规则生成的完整回答。",
        "en": "The language model's reply left out entries of the list; this complete answer was composed by rule.",
    },
}
MODEL_NOTICES = tuple(_NOTICES)
"""Codes of the notices that tell why an answer was not phrased by a model."""

_TURNS = 3
_TURN_CHARS = 400
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```\w*\n(.*?)\n?```", re.DOTALL)
_OPEN = re.compile(r"<think(?:ing)?>", re.IGNORECASE)
_CLOSE = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_PARTIAL = re.compile(r"</?(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?$", re.IGNORECASE)
_ACTIVE = re.compile(r"(?<=\])(?=[(:])")


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelRequest:
    """One answer to be phrased. ``draft`` is the answer composed by rule, ``history`` earlier (question, answer)."""

    question: str
    language: Language
    draft: Draft
    history: Sequence[tuple[str, str]] = ()
    documents: Sequence[DocumentInfo] = ()
    agencies: AgencyIndex = field(default_factory=lambda: AgencyIndex(()))


def can_phrase(draft: Draft) -> bool:
    """Whether a model may phrase this draft at all: it answers something, and there is evidence to cite."""
    return bool(draft.evidence) and draft.status in ("answered", "partial")


def worth_phrasing(draft: Draft) -> bool:
    """Whether phrasing improves the draft: passages found by search do, rows looked up exactly do not.

    An exact answer says all there is to say, and a list or count must stay complete; those are phrased only when a
    model is asked for by name.
    """
    return can_phrase(draft) and draft.coverage is None and any(piece.signals for piece in draft.evidence)


def model_notice(problem: ModelProblem | None, language: Language) -> Notice:
    """Why the answer was composed by rule after all; no problem means that no model is configured."""
    code = "model_unconfigured" if problem is None else problem.code
    code = code if code in _NOTICES else "model_failed"
    return Notice(code=code, text=_NOTICES[code][language])


def messages_for(request: ModelRequest) -> Messages:
    """The prompt for a request. Words of users and documents are escaped, so none of them can leave its element."""
    infos = {info.document: info for info in request.documents}
    passages = (
        _passage(n, evidence, infos.get(evidence.record.document), request.language)
        for n, evidence in enumerate(request.draft.evidence, start=1)
    )
    turns = (
        f"<turn><asked>{as_data(asked[:_TURN_CHARS])}</asked><answered>{as_data(told[:_TURN_CHARS])}</answered></turn>"
        for asked, told in list(request.history)[-_TURNS:]
    )
    return load_prompt(f"answer.{request.language}").fill(
        question=as_data(request.question),
        history="\n".join(turns),
        facts=as_data(request.draft.text),
        passages="\n".join(passages),
        agencies=as_data("\n".join(_glossary(request))),
    )


def _passage(n: int, evidence: Evidence, info: DocumentInfo | None, language: Language) -> str:
    record = evidence.record
    place = " / ".join(dict.fromkeys((*record.path, record.label)))
    region = (info.region if language == "zh" else info.region_en) if info else record.document
    title = (info.title if language == "zh" else info.title_en or info.title) if info else record.document
    return (
        f'<passage n="{n}" region="{as_data(region)}" document="{as_data(title)}" place="{as_data(place)}">'
        f"{as_data(evidence.quote)}</passage>"
    )


def _glossary(request: ModelRequest) -> list[str]:
    """English names for an English answer; for a Chinese one only bodies that the passages print under two names."""
    printed: dict[str, list[str]] = {}
    english: dict[str, str] = {}
    for evidence in request.draft.evidence:
        for mention in request.agencies.find(plain(evidence.quote)):
            for agency in mention.agencies:
                if evidence.record.document in agency.documents:
                    printed.setdefault(agency.agency_id, []).append(mention.words)
                    english[agency.agency_id] = agency.english
    names = {key: list(dict.fromkeys(words)) for key, words in printed.items()}
    if request.language == "en":
        return [f"{english[key]} = {'、'.join(words)}" for key, words in names.items() if english[key]]
    return [f"{' = '.join(words)}（同一单位）" for words in names.values() if len(words) > 1]


def finished(reply: str, request: ModelRequest, model: str) -> Draft:
    """The draft in the model's words, as far as they hold; a ``ModelProblem`` when they are not to be used."""
    text = _without_wrapping(reply)
    if not text:
        raise ModelGarbled("the model's reply is empty")
    if not _written_in(request.language, text):
        raise ModelGarbled(f"the model's reply is not in the language asked for: {text[:80]!r}")
    text, verification = verify_model_text(
        text,
        request.draft.evidence,
        agencies=request.agencies,
        documents=request.documents,
        given=request.draft.text,
    )
    if not marks_of(text):
        raise ModelUncited("no citation of the model's reply holds")
    if verification.removed > verification.supported:
        raise ModelUncited(f"{verification.removed} of {verification.checked} checks of the model's reply failed")
    _require_complete(text, request.draft)
    return replace(request.draft, text=text, composer="llm", model=model, verification=verification)


def _written_in(language: Language, text: str) -> bool:
    """Whether a text may be in a language: quotations in the other one are no objection."""
    return has_han(text) if language == "zh" else bool(re.search(r"[A-Za-z]{3}", text))


def _require_complete(text: str, draft: Draft) -> None:
    """A list or count keeps every citation of the answer composed by rule, and its number of matches if it told it."""
    if draft.coverage is None:
        return
    missing = set(marks_of(draft.text)) - set(marks_of(text))
    count = (Decimal(draft.coverage.matched), False)
    told, kept = (held_in(plain(MARK.sub("", words))).amounts for words in (draft.text, text))
    if missing or (count in told and count not in kept):
        left = f"citations {sorted(missing)}" if missing else f"the count {draft.coverage.matched}"
        raise ModelIncomplete(f"the model's reply leaves out {left}")


def _without_wrapping(reply: str) -> str:
    """The reply without the thoughts that some models write first, and without a code fence around all of it."""
    text = _CLOSE.split(_THOUGHT.sub("", reply))[-1].strip()
    fenced = _FENCE.fullmatch(text)
    return (fenced.group(1) if fenced else text).strip()


class Provisional:
    """Pieces of a reply as they may be shown while it is still coming: no thoughts, no tags, no links or images."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._last = ""

    def feed(self, piece: str) -> str:
        """What can be shown after this piece; a tag may be split across pieces, so its beginning is held back."""
        self._held += piece
        shown = ""
        while match := (_CLOSE if self._thinking else _OPEN).search(self._held):
            shown += "" if self._thinking else self._held[: match.start()]
            self._held = self._held[match.end() :]
            self._thinking = not self._thinking
        partial = _PARTIAL.search(self._held)
        ready = len(self._held) if partial is None else partial.start()
        shown += "" if self._thinking else self._held[:ready]
        self._held = self._held[ready:]
        return self._harmless(shown)

    def _harmless(self, text: str) -> str:
        """A page turns ``](`` into a link or image and ``<`` into a tag; neither reaches it."""
        if not text:
            return ""
        safe = _ACTIVE.sub(" ", self._last + text.replace("<", "＜"))[len(self._last) :]
        self._last = text[-1]
        return safe
