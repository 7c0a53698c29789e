"""The conversation as safe HTML: questions, answers, what state an answer is in, what can be done with it.

Knows how a turn is shown; refuses to know how an answer was found or who asks. Pure, and every word is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.core.answer import Answer, Citation
from assistant.core.records import Role
from assistant.web.markup import copy_button, escape, one_line, plain, render
from assistant.web.page_text import Texts
from assistant.web.sources_panel import place, reference, region_of

if TYPE_CHECKING:
    from assistant.core.corpus import Corpus


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One question with its answer."""

    question: str
    answer: Answer


def render_conversation(turns: Sequence[Turn], corpus: Corpus, texts: Texts) -> str:
    """All finished turns, oldest first."""
    if not turns:
        return ""
    shown = "".join(render_turn(turn, index, corpus, texts) for index, turn in enumerate(turns))
    return f'<div data-conversation="{escape(turns[-1].answer.conversation_id)}">{shown}</div>'


def render_turn(turn: Turn, index: int, corpus: Corpus, texts: Texts) -> str:
    """One finished turn."""
    answer = turn.answer
    known = {citation.marker: citation for citation in answer.citations}

    def mark(number: int) -> str | None:
        return _mark(known[number], index, corpus, texts) if number in known else None

    inner = (
        _state(answer, texts)
        + f'<div class="words" lang="{answer.language}">{render(_words(answer), mark)}</div>'
        + _choices(answer, index, texts)
        + _remarks(answer, texts)
        + _understood(answer, corpus, texts)
        + _actions(turn, index, texts)
    )
    return _frame(turn.question, index, inner, texts)


def _words(answer: Answer) -> str:
    """The words of an answer, less the list entries that stand below them as buttons."""
    buttons = {f"- {choice.label}" for choice in answer.choices}
    return "\n".join(line for line in answer.answer.splitlines() if line.strip() not in buttons)


def render_pending(question: str, index: int, words: str, texts: Texts) -> str:
    """The turn being answered: what has arrived so far, without marks that cannot yet be followed."""
    shown = f'<div class="words">{render(words, lambda _: None)}</div>' if words else ""
    doing = escape(texts.writing if words else texts.searching)
    wait = f'<p class="wait"><span class="dots" aria-hidden="true"></span>{doing}</p>'
    return _frame(question, index, shown + wait, texts)


def render_failure(question: str, index: int, message: str, texts: Texts) -> str:
    """A question that could not be answered, with the reason in plain words."""
    return _frame(question, index, f'<p class="failure" role="alert">{escape(message)}</p>', texts)


def spoken(answer: Answer, texts: Texts) -> str:
    """What a screen reader says once when an answer is complete, as HTML text."""
    return escape(f"{state_words(answer, texts)}{texts.colon}{plain(answer.answer)}")


def state_words(answer: Answer, texts: Texts) -> str:
    """How sure the reader may be of this answer, in a few words."""
    if answer.status == "refused":
        reason = texts.reasons.get(answer.reason or "unclear", "")
        return f"{texts.statuses['refused']}{texts.colon}{reason}"
    if answer.status == "clarify":
        return texts.statuses["clarify"]
    words = texts.statuses[answer.status]
    if answer.reason:
        words += f"{texts.separator}{texts.reasons[answer.reason]}"
    return words


def _frame(question: str, index: int, inner: str, texts: Texts) -> str:
    return (
        f'<article class="turn" id="turn-{index}" data-turn="{index}">'
        f'<h2 class="question"><span class="visually-hidden">{escape(texts.question_by)}{escape(texts.colon)}</span>'
        f"<span>{escape(question)}</span></h2>"
        f'<div class="answer"><span class="visually-hidden">{escape(texts.answer_by)}{escape(texts.colon)}</span>'
        f"{inner}</div></article>"
    )


def _mark(citation: Citation, index: int, corpus: Corpus, texts: Texts) -> str:
    title = f"{texts.source.format(marker=citation.marker)}{texts.colon}{place(corpus, citation, texts)}"
    return (
        f'<button type="button" class="cite" data-turn="{index}" data-key="c{citation.marker}"'
        f' aria-label="{one_line(title)}" title="{one_line(title)}">[{citation.marker}]</button>'
    )


def _state(answer: Answer, texts: Texts) -> str:
    how = ""
    if answer.composer == "llm":
        how = texts.model
    elif answer.status in ("answered", "partial") and answer.citations:
        how = texts.passages if answer.understood.intent == "open" else texts.exact
    parts = [f'<span class="badge badge-{escape(answer.status)}">{escape(state_words(answer, texts))}</span>']
    if how:
        parts.append(f"<span>{escape(how)}</span>")
    if answer.coverage:
        cover = answer.coverage
        words = texts.coverage.format(scanned=cover.scanned, matched=cover.matched, listed=cover.listed)
        parts.append(f'<span class="coverage">{escape(words)}</span>')
    if answer.verification:
        check = answer.verification
        words = texts.verification.format(checked=check.checked, supported=check.supported, removed=check.removed)
        parts.append(f"<span>{escape(words)}</span>")
    return f'<p class="state">{"".join(parts)}</p>'


def _choices(answer: Answer, index: int, texts: Texts) -> str:
    if not answer.choices:
        return ""
    buttons = "".join(
        f'<button type="button" class="choice" data-ask="choice" data-turn="{index}" data-index="{position}">'
        f"<span>{one_line(choice.label)}</span>"
        + (
            ""
            if choice.count in (None, 1)
            else f'<span class="count">{escape(texts.choice_count.format(count=choice.count))}</span>'
        )
        + "</button>"
        for position, choice in enumerate(answer.choices)
    )
    return f'<div class="choices" role="group" aria-label="{escape(texts.choices)}">{buttons}</div>'


def _remarks(answer: Answer, texts: Texts) -> str:
    rows = [(texts.assumption, text) for text in answer.assumptions]
    rows += [(texts.notice, notice.text) for notice in answer.notices]
    if not rows:
        return ""
    items = "".join(f"<li><b>{escape(kind)}</b>{one_line(text)}</li>" for kind, text in rows)
    return f'<ul class="remarks">{items}</ul>'


def _understood(answer: Answer, corpus: Corpus, texts: Texts) -> str:
    read = answer.understood
    names = {document.document: region_of(document, texts) for document in corpus.documents}
    roles: dict[str, str] = {role: texts.roles[role] for role in _ROLES}
    chips = [names.get(document, "") for document in read.documents]
    chips += [texts.series[series] for series in read.series]
    chips += [texts.number.format(number=number) for number in read.numbers]
    chips += list(read.agencies)
    chips += [roles.get(role, "") for role in read.roles]
    shown = "".join(f'<li class="chip">{one_line(chip)}</li>' for chip in chips if chip)
    carried = texts.separator.join(texts.carried_slots.get(slot, slot) for slot in read.carried_over)
    if carried:
        shown += f'<li class="chip chip-kept">{escape(texts.carried_over)}{escape(texts.colon)}{one_line(carried)}</li>'
    return f'<div class="understood"><b>{escape(texts.understood)}</b><ul>{shown}</ul></div>' if shown else ""


_ROLES: tuple[Role, ...] = ("lead", "support", "joint")


def _actions(turn: Turn, index: int, texts: Texts) -> str:
    answer = turn.answer
    first, label, count = "n1", texts.open_nearest, len(answer.nearest)
    if answer.citations:
        first, label, count = f"c{answer.citations[0].marker}", texts.open_sources, len(answer.citations)
    sources = (
        f'<button type="button" class="plain open-sources" data-turn="{index}" data-key="{first}">'
        f"{escape(label.format(count=count))}</button>"
        if count
        else ""
    )
    copy = copy_button(copy_text(turn, texts), texts.copy, texts)
    return f'<p class="actions">{sources}{copy}</p>'


def copy_text(turn: Turn, texts: Texts) -> str:
    """Question, answer and numbered sources as plain text for the clipboard."""
    answer = "\n".join(line.rstrip() for line in turn.answer.answer.replace("**", "").splitlines())
    lines = [f"{texts.question_by}{texts.colon}{turn.question}", "", answer]
    if turn.answer.citations:
        lines += ["", f"{texts.sources}{texts.colon}"]
        lines += [f"[{citation.marker}] {reference(citation)}" for citation in turn.answer.citations]
    return "\n".join([*lines, "", texts.generated])
