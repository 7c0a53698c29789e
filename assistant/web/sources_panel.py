"""The sources of an answer as safe HTML: the quoted words marked in their context.

Knows how a quotation is shown with its record and its neighbours in the source; refuses to know how the answer was
found. Pure: the corpus is handed in and only read, and every word of it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.core.answer import Answer, Citation
from assistant.core.evidence import INLINE_FURNITURE, squeeze
from assistant.core.records import DocumentInfo, Furniture
from assistant.errors import BadRequest, NotFound
from assistant.web.markup import copy_button, escape, one_line
from assistant.web.page_text import Texts

if TYPE_CHECKING:
    from assistant.core.corpus import Corpus

NEIGHBOURS = 220
"""Characters of the source shown before and after the record."""
RECORD_REACH = 500
"""Characters of a long record shown on either side of the quoted words."""
OPEN_CARDS = 3
"""Cards shown unfolded; the others unfold on a click."""
PAGE_BREAK = "page_break"
"""The kind of furniture that interrupts a sentence."""
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """A quotation between the other words of its record and the neighbouring words of the source."""

    quote: str
    before: str = ""
    head: str = ""
    tail: str = ""
    after: str = ""


def readable(source: str, furniture: Sequence[Furniture], start: int, end: int) -> str:
    """``source[start:end]`` without page furniture, with single blanks and without empty lines."""
    pieces, position = [], start
    for piece in furniture:
        if piece.end <= position or piece.start >= end:
            continue
        pieces.append(source[position : max(position, piece.start)])
        # A page break stands inside a sentence, whose halves belong together; other line ends part rows.
        if piece.kind != PAGE_BREAK:
            pieces.append("\n" if "\n" in source[piece.start : piece.end] else " ")
        position = piece.end
    pieces.append(source[position:end] if position < end else "")
    return _LINES.sub("\n", _BLANKS.sub(" ", INLINE_FURNITURE.sub("", "".join(pieces))))


def excerpt(corpus: Corpus, citation: Citation) -> Excerpt:
    """The citation in its context; the bare quotation where the index in force no longer holds those words."""
    try:
        source, furniture = corpus.source(citation.document), corpus.furniture(citation.document)
        record = corpus.record(citation.record_id)
    except (NotFound, BadRequest):
        return Excerpt(quote=citation.quote)
    start, end = citation.start, citation.end
    if squeeze(source[start:end]) != squeeze(citation.quote):
        return Excerpt(quote=citation.quote)
    low = max(min(record.start, start), start - RECORD_REACH)
    high = min(max(record.end, end), end + RECORD_REACH)
    first, last = max(0, low - NEIGHBOURS), min(len(source), high + NEIGHBOURS)
    before = readable(source, furniture, first, low).lstrip()
    after = readable(source, furniture, high, last).rstrip()
    return Excerpt(
        quote=citation.quote,
        before=("…" if first and before else "") + before,
        head=readable(source, furniture, low, start),
        tail=readable(source, furniture, end, high),
        after=after + ("…" if last < len(source) and after else ""),
    )


def anchor(citation: Citation) -> str:
    """Address of the record in the readable view of its document."""
    place = citation.record_id.removeprefix(f"{citation.document}/").replace("/", "-")
    return f"/documents/{citation.document}#{place}"


def reference(citation: Citation) -> str:
    """The quotation as it may be pasted into a paper: words, title, place."""
    return f"“{citation.quote}”（{_title(citation.title)}{citation.label}）"


def _title(title: str) -> str:
    return title if title.startswith("《") else f"《{title}》"


def region_of(document: DocumentInfo, texts: Texts) -> str:
    """The region of a document in the language of the interface."""
    return document.region_en if texts.html_lang == "en" and document.region_en else document.region


def place(corpus: Corpus, citation: Citation, texts: Texts) -> str:
    """Region and label of a citation in the language of the interface, as plain text."""
    if texts.html_lang != "en":
        return f"{citation.region} · {citation.label}"
    names = {document.document: region_of(document, texts) for document in corpus.documents}
    region = names.get(citation.document, citation.region)
    number = "" if citation.number is None else f" {texts.number.format(number=citation.number)}"
    return f"{region} · {texts.series[citation.series]}{number} ({citation.label})"


def render_sources(
    answer: Answer | None, corpus: Corpus, texts: Texts, *, turn: int = 0, active: str = "", many: bool = False
) -> str:
    """The whole panel. ``active`` is the key of the card to unfold (``c1`` for marker 1, ``n1`` for a near miss)."""
    subtitle = escape(texts.sources_of.format(turn=turn + 1)) if many and answer else ""
    head = (
        f'<div class="panel-head"><h2 id="sources-title" tabindex="-1">{escape(texts.sources)}'
        f'<span class="panel-turn">{subtitle}</span></h2>'
        f'<button type="button" class="plain" data-panel="close">{escape(texts.close)}</button></div>'
    )
    if answer is None:
        return _section(f'{head}<p class="hint">{escape(texts.sources_empty)}</p>')
    body = _cards(answer.citations, "c", corpus, texts, active)
    if not answer.citations:
        body = f'<p class="hint">{escape(texts.sources_none)}</p>'
    if answer.nearest:
        body += f'<h3 class="near-title">{escape(texts.nearest)}</h3>'
        body += _cards(answer.nearest, "n", corpus, texts, active)
    return _section(f'{head}<div class="cards" data-turn="{turn}" data-active="{escape(active)}">{body}</div>')


def _section(inner: str) -> str:
    return f'<section aria-labelledby="sources-title">{inner}</section>'


def _cards(citations: Sequence[Citation], kind: str, corpus: Corpus, texts: Texts, active: str) -> str:
    unfolded = OPEN_CARDS if kind == "c" else 0
    return "".join(
        _card(citation, f"{kind}{position if kind == 'n' else citation.marker}", corpus, texts, active, shown)
        for position, citation in enumerate(citations, start=1)
        for shown in [position <= unfolded]
    )


def _card(citation: Citation, key: str, corpus: Corpus, texts: Texts, active: str, unfolded: bool) -> str:
    chosen = key == active
    number = key[1:] if key.startswith("c") else "·"
    label = texts.source.format(marker=citation.marker) if key.startswith("c") else texts.nearest
    return (
        f'<details class="source{" is-active" if chosen else ""}" data-key="{escape(key)}"'
        f"{' open' if chosen or unfolded else ''}>"
        f'<summary><span class="source-no" aria-hidden="true">{number}</span>'
        f'<span class="visually-hidden">{escape(label)}</span>'
        f'<span class="source-where"><b>{one_line(place(corpus, citation, texts))}</b>'
        f'<span class="source-title" lang="zh-CN">{one_line(_title(citation.title))}</span></span></summary>'
        f"{_path(citation)}{_excerpt(corpus, citation)}"
        f'<p class="source-actions"><a href="{escape(anchor(citation))}" target="_blank" rel="noopener noreferrer">'
        f"{escape(texts.open_document)}</a>"
        f"{copy_button(reference(citation), texts.copy_source, texts)}</p></details>"
    )


def _path(citation: Citation) -> str:
    if not citation.path:
        return ""
    steps = "".join(f"<li>{one_line(step)}</li>" for step in citation.path)
    return f'<ol class="source-path" lang="zh-CN">{steps}</ol>'


def _excerpt(corpus: Corpus, citation: Citation) -> str:
    part = excerpt(corpus, citation)
    return (
        '<blockquote class="excerpt" lang="zh-CN">'
        f'<span class="near">{escape(part.before)}</span>{escape(part.head)}<mark>{one_line(part.quote)}</mark>'
        f'{escape(part.tail)}<span class="near">{escape(part.after)}</span></blockquote>'
    )
