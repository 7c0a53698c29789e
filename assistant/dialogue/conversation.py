"""What carries over from one turn to the next.

Knows the kinds of follow-up, recognised by what a question lacks and what it points at; refuses to know answers. What a
kind keeps of the last question stands in ``effects``; what is taken over is named in ``Question.carried_over``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.dialogue import figure_turns as figures
from assistant.dialogue import follow_elsewhere as beyond
from assistant.dialogue import follow_rows as rows
from assistant.dialogue import follow_subject as subject
from assistant.dialogue import follow_within as lists
from assistant.dialogue import recall
from assistant.dialogue.effects import ROW_ASKS, Turn, named, without_topic
from assistant.dialogue.file_texts import names_other_text, with_text
from assistant.dialogue.framing import Frame, framed, is_idle, is_light
from assistant.dialogue.intents import decide
from assistant.dialogue.narrowing import with_level, without_those
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.recall import OF_BODIES
from assistant.dialogue.standins import with_bodies, with_figure
from assistant.dialogue.state import State
from assistant.dialogue.target_turns import target_follow_up

_SMALL_TALK = frozenset({"greeting", "help", "off_task", "source"})
_ROWS_OF_PART = re.compile(
    r"(?:牵头|协办|配合|下手|参与|负责|协助|主办|打头)(?:一下|而已)?的(?:那些|那几[项条个]|[项条]目?)?(?:呢|有|是|都|又|一?共|几|多少|[?。,]|$)"
    r"|\b(?:ones?|those|rows|tasks|projects|items|cases)\b.{0,30}\b(?:it|they)\b"
    r"|^(?:and |what about )?(?:the )?(?:ones?|those) (?:it|they|where|in which)\b"
)
"""Rows named by no more than the part that somebody has in them."""
_ANYWHERE = re.compile(
    r"哪个?(?:地方|省|地区|城市)|\b(?:which|what) (?:place|province|region|plan|city)", re.IGNORECASE
)
_OF_DOCUMENT = re.compile(r"文件|哪一?[份部]|方案|计划|通知|意见|文本|document|plan|notice", re.IGNORECASE)


def carry_over(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """The question with what it leaves unsaid taken from the turn before; unchanged when it stands on its own."""
    if before.text and question.intent in _SMALL_TALK - {"greeting"}:
        return question
    question, frame = _stood_in(question, before, vocabulary)
    if "talk" in frame.marks and before.text:
        cues = frozenset({"greet", "thanks"})
        return replace(question, topic=(), refs=(), cues=cues, intent=decide(cues))
    if before.text and not any(c.isalpha() for c in question.normal):
        question = replace(question, language=before.language)
    if before.text and frame.rest != question.normal:
        question = _read_again(question, frame.rest, vocabulary)
    if "within" in frame.marks:
        question = replace(question, cues=question.cues | {"within"})
    question = with_level(question, before, vocabulary)
    if not before.text or question.intent in _SMALL_TALK:
        return question
    chosen = recall.choice(question, frame, before, vocabulary)
    if chosen is not None:
        return chosen
    question = with_text(_without_light(question), before, vocabulary)
    frame = _of_its_own(frame, question, before)
    turn = recall.gone_back(Turn(question=question, before=before, frame=frame, vocabulary=vocabulary))
    turn = _with_body(_with_places(turn))
    return target_follow_up(turn.question, turn.before, turn.marks) or without_those(_followed(turn))


def _stood_in(question: Question, before: State, vocabulary: Vocabulary) -> tuple[Question, Frame]:
    """The question with what words of it stand for, and what belongs to the conversation in it."""
    named = question.normal if question.asker else with_bodies(question.normal, before)
    if named != question.normal:
        question = _read_again(question, named, vocabulary)
    asks = question.cues & {"who", "count", "list"}
    claims = "yesno" not in question.cues and not asks
    told = "yesno" in question.cues or question.normal.endswith("?")
    words = with_figure(question.normal, before, question.language, claims=claims) if told else question.normal
    frame = framed(words, before)
    if words != question.normal:
        return question, replace(frame, marks=frame.marks | {"figure", "claimed"})
    return question, frame


def _of_its_own(frame: Frame, question: Question, before: State) -> Frame:
    """The frame without rows pointed at where the question names another row (测土配方施肥这条呢)."""
    if "own_row" not in frame.marks or question.refs or not question.subject:
        return frame
    told = " ".join((before.text, *(s.text for s in before.earlier)))
    if any(recall.shared(piece, told) for piece in question.subject):
        return frame
    return replace(frame, marks=frame.marks - {"rows"})


def _read_again(question: Question, rest: str, vocabulary: Vocabulary) -> Question:
    again = understand(rest, vocabulary)
    return replace(again, text=question.text, language=question.language, asker=question.asker or again.asker)


def _without_light(question: Question) -> Question:
    """A follow-up without leftover words that say nothing (2022年当年的呢, the supporting side)."""
    rest = tuple(word for word in question.target.rest if not is_light(word))
    beside = tuple(word for word in question.target.beside if not is_light(word))
    question = replace(question, target=replace(question.target, rest=rest, beside=beside))
    if not question.topic or not all(is_light(piece) for piece in question.topic):
        return question
    cues = question.cues - {"subject"} | {"pointing"}
    return without_topic(replace(question, subject=(), cues=cues))


def _with_body(turn: Turn) -> Turn:
    """它牵头, 那个局: the body talked about, named as if the question had named it."""
    question, before = turn.question, turn.before
    if question.agencies:
        return turn
    words = _both_bodies(turn)
    if words:
        question = replace(question, cues=question.cues | {"together", "s_together", "item_word"})
    elif _led_alone(turn):
        words = before.agency_words
        question = replace(question, cues=question.cues - {"single_lead", "sole"})
    elif _another_part(turn):
        words = before.agency_words
        question = without_topic(question)
    elif "that_body" in question.cues:
        words = before.bodies or before.spoken
    elif "body" in turn.marks:
        words = before.spoken or before.bodies
    if not words:
        return turn
    cues = question.cues | {"agency"}
    mentions = named(turn, words)
    carried = (*question.carried_over, "agencies")
    question = replace(question, agencies=mentions, cues=cues, intent=decide(cues), carried_over=carried)
    return replace(turn, question=question)


def _another_part(turn: Turn) -> bool:
    """只打配合的呢, after the rows that a body leads: those in which it has another part."""
    question, before = turn.question, turn.before
    own = question.documents or question.subject or question.refs or question.target.mentions or question.facts
    listed = before.intent in OF_BODIES and bool(before.agency_words)
    other = question.cues & {"lead", "support", "joint"} - before.cues
    rows = bool(_ROWS_OF_PART.search(question.normal.lower()))
    return listed and rows and bool(other) and not (own or question.unknown_agencies)


def _both_bodies(turn: Turn) -> tuple[str, ...]:
    """他俩有没有一起的, after a list of one body and the same list of another: both of them."""
    before = turn.before
    if "both" not in turn.marks or not turn.question.cues & {"together", "s_together"} or not before.agency_words:
        return ()
    last = before.earlier[-1] if before.earlier else before
    other = last.agency_words if last.intent == before.intent else ()
    return (*other, *before.agency_words) if other and other != before.agency_words else ()


def _led_alone(turn: Turn) -> bool:
    """单独牵头的有吗, after the rows that a body takes any part in: those that it leads."""
    question, before = turn.question, turn.before
    own = question.documents or question.series or question.topic or question.refs
    return "single_lead" in question.cues and bool(before.agency_words) and "lead" not in before.cues and not own


def _with_places(turn: Turn) -> Turn:
    """这三个地方, and a comparison that names no places: those that the same figure was asked for."""
    question, compared = turn.question, turn.before.compared
    compares = question.target.wants & {"highest", "lowest", "difference"} and not _ANYWHERE.search(question.normal)
    if question.documents or len(compared) < 2 or not (compares or "places" in turn.marks):
        return turn
    carried = (*question.carried_over, "documents")
    return replace(turn, question=replace(question, documents=compared, carried_over=carried))


def _followed(turn: Turn) -> Question:
    """The first kind of follow-up that fits; the question itself where none does."""
    turn = replace(turn, question=_without_asks(turn))
    for kind in _KINDS:
        found = kind(turn)
        if found is not None:
            return found
    return turn.question


def _without_asks(turn: Turn) -> Question:
    """The question without a topic that is made of nothing but the words that ask (what is the deadline).

    A period asked for after a row is the row's and not the document's.
    """
    question = turn.question
    if "recite" in question.cues and turn.rows() and not (question.subject or question.refs):
        cues = question.cues | {"text", "content"}  # 念给我听: of the row
        question = replace(question, cues=cues, intent=decide(cues))
    timed = question.facts and set(question.facts) <= {"period", "date"} and "attribute" in question.cues
    numbered = question.facts == ("number",) and "rows" in turn.marks
    if question.facts == ("number",) and question.cues & {"item_word"} and question.cues & {"list", "count"}:
        cues = question.cues - {"fact"}  # 它牵头的共几项，编号列出来: of the rows
        return replace(question, facts=(), cues=cues, intent=decide(cues))
    if question.series == ("annex",) and question.words.get("list") in (("list",), ("清单",)) and _goes_on(turn):
        question = replace(question, cues=question.cues - {"list"})  # and in the 2022 list?
    ruled = question.facts == ("lead_rule",) and "yesno" in question.cues and not question.documents
    if (timed or numbered or ruled) and turn.rows() and not _OF_DOCUMENT.search(question.text):
        cues = question.cues - {"fact"} | ({"place"} if numbered else set())
        question = replace(question, facts=(), cues=cues, intent=decide(cues))
    if "place" in question.cues and question.series == ("section",) and not question.refs:
        question = replace(question, series=())  # which section: asked for, not named
    idle_cues = ("attribute", "together") if turn.rows() else ("attribute",)
    asking = " ".join(word for cue in idle_cues for word in question.words.get(cue, ())).lower()
    idle = question.topic and asking and all(piece.lower() in asking for piece in question.topic)
    worded = "content" in question.cues and all(is_idle(piece) for piece in question.topic)
    relative = turn.marks & {"rows", "body"} or "besides_lead" in question.cues  # who backs them up on it
    aside = not (question.subject or question.documents) and relative and question.cues & ROW_ASKS - {"text"}
    of_rows = question.topic and (worded or aside) and turn.rows()
    return without_topic(question) if idle or of_rows else question


def _goes_on(turn: Turn) -> bool:
    """Whether something was asked of rows or bodies that a turn without an ask of its own goes on with."""
    return bool(turn.before.cues & ROW_ASKS) and not turn.question.cues & (ROW_ASKS | {"count", "yesno"})


def _other_text(turn: Turn) -> Question | None:
    """换成后面那份《实施意见》: the last question, asked of the other text of its file."""
    q, before = turn.question, turn.before
    follows = "pointing" in q.cues or turn.marks & {"switch", "correction", "document", "beside"}
    if before.intent != "open" or not follows or not names_other_text(q, before, turn.vocabulary):
        return None
    if not all(piece in before.text for piece in q.subject):
        return None  # it asks something of its own
    again = replace(q, topic=(), years=())
    return recall.asked_again(again, before, turn.vocabulary, q.documents or before.documents)


_KINDS: tuple[Callable[[Turn], Question | None], ...] = (
    figures.of_the_subject, _other_text, beyond.source, beyond.the_words, beyond.of_them, lists.fullest,
    rows.heading_of, rows.against, rows.counted, rows.others,
    subject.number, rows.step, subject.again, subject.same_topic,
    beyond.elsewhere, lists.all_of_them, lists.within, rows.check,
    rows.row_words, subject.same_row, subject.other_series,
    subject.roles, subject.ask, subject.agency, subject.fact, subject.topic,
)  # fmt: skip
"""The kinds of follow-up, the most telling first."""
