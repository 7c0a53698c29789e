"""Turns before the last one: going back to them, answering a question that was asked back, asking one again.

Knows what is kept of earlier turns; refuses to know what a follow-up takes from them (``effects``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.core.text import has_han, parse_numeral
from assistant.dialogue.effects import Turn, without_topic
from assistant.dialogue.file_texts import swapped
from assistant.dialogue.framing import Frame, without_pointing
from assistant.dialogue.intents import decide
from assistant.dialogue.ordinals import counted
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State

_OTHER_YEAR = re.compile(r"(?:到|至|在|by |in )?(?:19|20)\d\d(?:年(?:度|底|末)?)?")
_WORDS = re.compile(r"[a-z]{3,}|\d+(?:\.\d+)?|[\u3400-\u9fff]+")
OF_BODIES = ("agency_items", "agency_topic_items")
_LIST = re.compile(r"列表|清单|名单|那几[项条个]|\b(?:list|those|them)\b", re.IGNORECASE)
_HELD = frozenset({"l_change", "l_copied", "l_new", "l_adapted", "l_compare_above"})
_REPLY = 24
_MANY = re.compile(r"([三四五六])(?:项|条|个|款)")
_PAIR, _ALL = 2, 20
_COMMON = frozenset({"第", "项", "的", "那", "个", "那个", "the", "one", "item"})


def gone_back(turn: Turn) -> Turn:
    """The turn beside the earlier state that it means; beside the last one where it means none before."""
    for way in (_to_figure, _to_rest, _to_sum, _to_list, _to_both, _to_topic, _to_earlier):
        found = way(turn)
        if found is not None:
            return found
    return turn


def _beside(turn: Turn, state: State) -> Turn:
    return replace(turn, before=replace(state, earlier=turn.before.earlier))


def _to_figure(turn: Turn) -> Turn | None:
    """这个数, after something else was asked of the row that it stands in."""
    before, q = turn.before, turn.question
    if before.indicators or before.figured is None:
        return None
    named = q.topic or q.refs or q.agencies or turn.asks or turn.marks & {"rows", "words"}
    other_place = q.documents and not named and before.records and set(before.records) <= set(before.figured.rows)
    return _beside(turn, before.figured) if "figure" in turn.marks or other_place else None


def _to_rest(turn: Turn) -> Turn | None:
    """剩下那个, the rest: the rows of the list that the last answer, a part of it, left out."""
    before = turn.before
    if "rest" not in turn.marks:
        return None
    told = set(before.rows)
    wholes = (before.within, before.listing, *(s.listing for s in reversed(before.earlier)))
    whole = next((rows for rows in wholes if told < set(rows)), ())
    rest = tuple(row for row in whole if row not in told)
    if not rest:
        return None
    q = turn.question
    if q.agencies and q.cues & {"who", "text", "content"}:  # 没有发改委的: says which rows are left
        cues = q.cues - {"agency", "no_agency", "no_lead"}
        q = replace(q, agencies=(), excluded=(), cues=cues, intent=decide(cues))
    if not turn.asks:
        cues = q.cues | {"list", "within", "item_word", "row_word", "left_out"}
        listed = replace(q, cues=cues, within=rest, intent="row_items", carried_over=(*q.carried_over, "records"))
        return replace(turn, question=listed, before=State(text=before.text, earlier=before.earlier))
    frame = replace(turn.frame, marks=turn.marks | {"rows"})
    left = replace(before, shown=rest, records=rest, refs=(), within=(), agency_words=(), topic=())
    return _beside(replace(turn, question=replace(q, excluded=()), frame=frame), left)


def _to_sum(turn: Turn) -> Turn | None:
    """加起来, after the same was asked of one series and then of another: of both."""
    before = turn.before
    if "sum" not in turn.marks:
        return None
    others = [s for s in before.earlier if s.intent == before.intent and s.series == before.series and s.agency_words]
    if turn.marks & {"both", "places"} and others and before.agency_words not in ((), others[-1].agency_words):
        return _beside(turn, replace(before, agency_words=(*others[-1].agency_words, *before.agency_words)))
    same = [s for s in before.earlier if s.intent == before.intent and s.agency_words == before.agency_words]
    series = tuple(dict.fromkeys(x for s in (*same, before) for x in s.series))
    return _beside(turn, replace(before, series=series)) if set(series) > set(before.series) else None


def _to_list(turn: Turn) -> Turn | None:
    """换成省水利厅, after something was asked of the rows listed for another body."""
    before = turn.before
    q = turn.question
    other = q.agencies or (q.series and not (q.refs or q.topic or turn.asks))
    if "switch" not in turn.marks or not other or before.intent in OF_BODIES or not before.spoken:
        return None
    listed = [s for s in before.earlier if s.intent in OF_BODIES and s.agency_words]
    return _beside(turn, listed[-1]) if listed else None


def _to_both(turn: Turn) -> Turn | None:
    """它俩, 这几项: the row talked about last, and the one before it or all that were talked about one by one."""
    before = turn.before
    last = before.records or before.rows
    if not turn.marks & {"both", "several"} or len(last) != 1:
        return None
    singles = dict.fromkeys(s.rows for s in before.earlier if len(s.rows) == 1 and s.rows != last)
    others = [row for (row,) in singles][-(_said_many(turn) - 1) :]
    rows = (*others, *last)
    return _beside(turn, replace(before, shown=rows, records=rows, refs=())) if others else None


def _said_many(turn: Turn) -> int:
    """How many rows talked about one by one are meant."""
    said = _MANY.search(turn.question.normal)
    return _PAIR if "both" in turn.marks else (parse_numeral(said.group(1)) or _ALL) if said else _ALL


def _to_topic(turn: Turn) -> Turn | None:
    """那浙江由谁负责, after something was asked of a row: what led to the row is asked about, not the row itself."""
    before, q = turn.before, turn.question
    series = {row.split("/")[1] for row in before.records}
    other = q.series and "exists" in q.cues and series.isdisjoint(q.series)  # are there tasks on it too
    if not ((q.documents or other) and before.records) or before.topic or q.topic or q.refs:
        return None
    if q.intent.startswith("lineage_") or "l_carried" in q.cues:
        return None  # which rows carry it out: of the rows
    if turn.asks and turn.asks <= {"text", "content"} and len(before.records) == 1:
        return None  # 省里怎么写的: of the row
    led = next((s.topic for s in reversed(before.earlier) if s.topic), ())
    home = {row.split("/")[0] for row in before.records} & set(q.documents)
    if not led or home or ({"rows", "body", "words"} & turn.marks and not other):
        return None
    return _beside(turn, replace(before, topic=led, records=(), shown=()))


def _to_earlier(turn: Turn) -> Turn | None:
    """回到刚才浙江那个, 深圳那条: the earlier turn that the words are most like."""
    before, q = turn.before, turn.question
    there = {row.split("/")[0] for row in before.rows} | set(before.documents)
    held = bool(q.cues & _HELD)  # is its wording identical to the province's: the row's, not another turn's
    away = "rows" in turn.marks and bool(q.documents) and not set(q.documents) & there and not held
    if not before.earlier or not ("back" in turn.marks or away):
        return None
    best, n = max((_likeness(q, state), n) for n, state in enumerate(before.earlier))
    if best <= 0:
        listed = [state for state in before.earlier if state.listed]
        return _beside(turn, listed[-1]) if listed and _LIST.search(q.text) else None
    found = before.earlier[n]
    if q.refs or not found.rows:
        return _beside(turn, found)
    inside = tuple(row for row in found.rows if not q.documents or row.split("/")[0] in q.documents)
    # 浙江交通那个, 谁牵头: words before the comma only say which turn is meant.
    head, _, asked = turn.frame.rest.partition(",")
    names_turn = "back" in turn.marks and asked.strip() and all(piece in head for piece in q.topic)
    if q.topic and (names_turn or shared(" ".join(q.topic), found.text)):
        q = without_topic(q)
    if turn.frame.counted and q.agencies:
        cues = q.cues - {"agency"}
        q = replace(q, agencies=(), cues=cues, intent=decide(cues))
    return _beside(replace(turn, question=q), replace(found, shown=inside or found.rows))


def _likeness(question: Question, state: State) -> int:
    """How much of a question speaks of an earlier turn; 0 where it is about another place."""
    places = {row.split("/")[0] for row in state.rows} | set(state.documents)
    if question.documents and not set(question.documents) & places:
        return 0
    same = [m for m in question.agencies if any(m.words in w or w in m.words for w in state.agency_words)]
    numbers = set(question.numbers) & {ref.number for ref in state.refs}
    topic = shared(" ".join(question.topic), state.text)
    return 2 * bool(question.documents) + 3 * len(same) + 3 * len(numbers) + topic


def shared(words: str, text: str) -> int:
    """How many pairs of characters, or Latin words, two texts have in common."""
    return len(_pieces(words) & _pieces(text))


def _pieces(text: str) -> set[str]:
    found: set[str] = set()
    for word in _WORDS.findall(text.lower()):
        found |= {word[i : i + 2] for i in range(len(word) - 1)} if has_han(word) else {word}
    return found - _COMMON


def choice(question: Question, frame: Frame, before: State, vocabulary: Vocabulary) -> Question | None:
    """The way out of an ambiguity that a short reply names or numbers, asked in full."""
    if not before.choices or len(question.text) > _REPLY or question.agencies:
        return None
    places = counted(question.text.lower())
    own = tuple(ref for ref in question.refs if not ref.ordinal)
    if places and len(places.places) == 1 and abs(places.places[0]) <= len(before.choices):
        place = places.places[0]
        chosen = before.choices[place - 1 if place > 0 else place]
    elif own or question.documents:
        return None
    else:
        likeness = [shared(question.text, label) for label, _ in before.choices]
        best = max(likeness)
        if not best or likeness.count(best) > 1:
            return None
        chosen = before.choices[likeness.index(best)]
    asked = understand(chosen[1], vocabulary)
    return replace(asked, text=question.text, language=before.language, carried_over=("numbers", "intent"))


def asked_again(question: Question, before: State, vocabulary: Vocabulary, documents: tuple[str, ...]) -> Question:
    """The last open question with the new region, year or topic in place of the old one."""
    text = without_pointing(before.text)
    if question.topic and before.topic:
        text = text.replace(before.topic[0], question.topic[0], 1)
        for rest in before.topic[1:]:
            text = text.replace(rest, " ", 1)
    if question.years:
        text = _OTHER_YEAR.sub("", text)
        text = f"{question.years[0]}年{text}" if question.language == "zh" else f"{text} {question.years[0]}"
    lowered = text.lower()
    spans, _ = vocabulary.places.find(lowered)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    text = vocabulary.places.without_foreign(text) if question.documents else text
    text = swapped(text, question, before, vocabulary)
    regions = " ".join(
        d.region if question.language == "zh" else d.region_en for d in vocabulary.documents if d.document in documents
    )
    again = understand(f"{regions} {text}".strip(), vocabulary)
    names = ("topic", "intent") if not question.topic else ("documents", "intent")
    return replace(again, text=question.text, language=question.language, documents=documents, carried_over=names)
