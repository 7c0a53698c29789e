"""A document as a page for people: its words, every record an anchor, the one that was asked for highlighted.

Knows records, spans and HTML; refuses to know requests. Everything that comes from a document is escaped, and the page
loads nothing: its only style sheet stands in it and is named by its hash in the content security policy.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from itertools import groupby

from assistant.core.corpus import Corpus
from assistant.core.evidence import INLINE_FURNITURE
from assistant.core.records import LISTED_SERIES, DocumentInfo, Record, Span

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 52rem; padding: 1rem 1.25rem 60vh; color: #1b1f24; background: #fff;
  font: 1rem/1.8 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; }
nav { font-size: .875rem; } a { color: #0b57a4; }
h1 { font-size: 1.375rem; line-height: 1.4; margin: .5rem 0; }
.about { color: #57606a; font-size: .875rem; border-bottom: 1px solid #d0d7de; padding-bottom: .75rem; }
.text, .record { white-space: pre-line; overflow-wrap: anywhere; }
.record { scroll-margin-top: 1rem; }
.listed { margin: .5rem 0; padding: .25rem .75rem; border-left: 3px solid #d0d7de; }
.listed::before { content: attr(data-label); display: block; color: #57606a; font-size: .75rem; }
.heading { font-weight: 600; } .who { color: #57606a; } .furniture { color: #656d76; font-size: .8125rem; }
.record:target { background: #fff8c5; outline: 2px solid #d4a72c; border-radius: 4px; }
mark { background: #ffe066; color: inherit; }
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_HIDDEN = "hidden"


def anchor(record: Record) -> str:
    """The fragment of a record in the view of its document: ``shenzhen/task/58`` is ``task-58``."""
    return record.record_id.removeprefix(f"{record.document}/").replace("/", "-")


def document_page(corpus: Corpus, document: str, marked: Span | None = None) -> str:
    """The view of one document; ``marked`` is a stretch of its source to be marked, such as a citation's."""
    info = corpus.document(document)
    body = "".join(_body(corpus, info, marked))
    facts = (info.region, info.issuer, info.number, info.period)
    about = escape(" · ".join(fact for fact in facts if fact))
    head = f'<nav><a href="/">政策问答</a> · <a href="/documents">全部文件</a></nav><h1>{escape(info.title)}</h1>'
    return _page(info.title, f'{head}<p class="about">{about}</p><main class="text">{body}</main>')


def list_page(corpus: Corpus) -> str:
    """All documents, each a link to its view."""
    rows = "".join(
        f'<li><a href="/documents/{escape(info.document)}">{escape(info.title)}</a>（{escape(info.region)}）</li>'
        for info in corpus.documents
    )
    return _page("全部文件", f'<nav><a href="/">政策问答</a></nav><h1>全部文件</h1><ul>{rows}</ul>')


def message_page(title: str, text: str) -> str:
    """A page that says one thing, for instance why there is nothing to show."""
    return _page(title, f'<nav><a href="/">政策问答</a></nav><h1>{escape(title)}</h1><p>{escape(text)}</p>')


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )


def _body(corpus: Corpus, info: DocumentInfo, marked: Span | None) -> Iterator[str]:
    source = corpus.source(info.document)
    looks = _looks(corpus, info.document, source)
    position, open_ends = 0, [len(source)]
    for record in corpus.of(info.document):
        while len(open_ends) > 1 and open_ends[-1] <= record.start:
            yield _piece(source, looks, position, open_ends[-1], marked) + "</div>"
            position = max(position, open_ends.pop())
        yield _piece(source, looks, position, record.start, marked) + _opening(record)
        position = max(position, record.start)
        # A record that reaches beyond the one around it is closed with it: elements can only nest.
        open_ends.append(min(record.end, open_ends[-1]))
    while open_ends:
        end = open_ends.pop()
        yield _piece(source, looks, position, end, marked) + ("</div>" if open_ends else "")
        position = max(position, end)


def _opening(record: Record) -> str:
    listed = record.series in LISTED_SERIES
    label = f' data-label="{escape(record.label)}"' if listed else ""
    return f'<div class="record{" listed" if listed else ""}" id="{escape(anchor(record))}"{label}>'


def _looks(corpus: Corpus, document: str, source: str) -> list[str]:
    """For every character of a source the class it is shown with."""
    looks = [""] * len(source)

    def paint(start: int, end: int, look: str) -> None:
        looks[start:end] = [look] * (min(end, len(source)) - start)

    for record in corpus.of(document):
        if record.series == "section":
            paint(record.start, record.spans[0].start if record.spans else record.end, "heading")
        cell = record.responsibility and record.responsibility.span
        if cell:
            paint(cell.start, cell.end, "who")
    for piece in corpus.furniture(document):
        paint(piece.start, piece.end, "furniture")
    for sign in INLINE_FURNITURE.finditer(source):
        paint(sign.start(), sign.end(), _HIDDEN)
    return looks


def _piece(source: str, looks: list[str], start: int, end: int, marked: Span | None) -> str:
    def style(index: int) -> tuple[str, bool]:
        return looks[index], marked is not None and marked.start <= index < marked.end

    parts = []
    for (look, is_marked), indices in groupby(range(start, end), key=style):
        text = escape("".join(source[index] for index in indices))
        if look == _HIDDEN:
            continue
        text = f'<span class="{look}">{text}</span>' if look and text.strip() else text
        parts.append(f"<mark>{text}</mark>" if is_marked and text.strip() else text)
    joined = "".join(parts)
    return joined.strip("\r\n") if joined.strip() else ""
