"""The fixed parts around the conversation as safe HTML: masthead, welcome, hint under the question, foot.

Knows what stands there in either language; refuses to know conversations.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.records import DocumentInfo
from assistant.errors import AssistantError, IndexProblem
from assistant.web.markup import escape, one_line
from assistant.web.page_text import Texts, texts_for
from assistant.web.sources_panel import region_of


def render_masthead(documents: Sequence[DocumentInfo], texts: Texts) -> str:
    """Title and what the page answers from."""
    regions = texts.separator.join(region_of(document, texts) for document in documents)
    subtitle = texts.subtitle.format(regions=regions) if regions else ""
    return f'<h1>{escape(texts.title)}</h1><p class="subtitle">{one_line(subtitle)}</p>'


def render_welcome(texts: Texts) -> str:
    """What an empty conversation shows."""
    return f'<div class="welcome"><h2>{escape(texts.welcome)}</h2><p>{escape(texts.welcome_more)}</p></div>'


def render_hint(texts: Texts, limit: int, problem: str = "") -> str:
    """The line under the question: how to ask, what is wrong with the question, or that the server is out of reach."""
    if problem:
        words = f'<span class="problem" role="alert">{escape(problem)}</span>'
    else:
        words = f'<span class="how-to">{escape(texts.ask_hint.format(limit=limit))}</span>'
    trouble = (
        f'<span id="trouble" class="problem" role="alert" data-offline="{escape(texts.errors["offline"])}"'
        f' data-refused="{escape(texts.errors["refused"])}"></span>'
    )
    return f'{trouble}{words}<span id="ask-count" data-limit="{limit}"></span>'


def render_foot(documents: Sequence[DocumentInfo], index_version: str, texts: Texts) -> str:
    """The documents, the warning, and which data the answers come from."""
    links = "".join(
        f'<li><a href="/documents/{escape(document.document)}" target="_blank" rel="noopener noreferrer">'
        f"{one_line(_title(document, texts))}</a></li>"
        for document in documents
    )
    listed = f"<h2>{escape(texts.documents)}</h2><ul>{links}</ul>" if links else ""
    version = f"{escape(texts.index_version)}{escape(texts.colon)}{escape(index_version)}"
    return f'{listed}<p>{escape(texts.footer)}<span class="version">{version}</span></p>'


def render_starting(problem: AssistantError | None) -> str:
    """A page of its own for the time before the page can be built: it says why, and loads itself anew."""
    zh, en = texts_for("zh"), texts_for("en")
    key = "starting" if problem is None else problem.code if problem.code in zh.errors else "other_starting"
    if isinstance(problem, IndexProblem):
        key = "index_problem"
    title = zh.errors["starting"] if key == "starting" else zh.title
    detail = f"<p><small>{escape(str(problem))}</small></p>" if problem else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title></head>'
        f'<body><h1>{escape(title)}</h1><p role="alert">{escape(zh.errors[key])}</p>'
        f'<p lang="en">{escape(en.errors[key])}</p>{detail}</body></html>'
    )


def render_announcement(words: str) -> str:
    """The one place that speaks to screen readers; ``words`` is safe HTML."""
    return f'<div class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">{words}</div>'


def _title(document: DocumentInfo, texts: Texts) -> str:
    return document.title_en if texts.html_lang == "en" and document.title_en else document.title
