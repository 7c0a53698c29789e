"""Whether a question asks for targets, for which indicators, and what it wants to know of them.

Knows the words of such questions (``targets.toml``); refuses to know any value. A question that is wider than a target
(how, why, who) is none of these. Words left over that nobody here understands are chatter, unless they stand where they
may narrow the indicator down (``leftover``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.core.indicators import IndicatorIndex, IndicatorMention
from assistant.core.text import filled
from assistant.dialogue.leftover import Spans, Tables, asking_words, read_leftover
from assistant.dialogue.lexicon import CUES
from assistant.dialogue.sense import with_sense
from assistant.dialogue.units_asked import in_kind_asked, in_units_asked

TargetIntent = Literal["target_value", "target_compare", "target_list"]
TARGET_INTENTS: tuple[TargetIntent, ...] = ("target_value", "target_compare", "target_list")

_WANTS = (
    "highest",
    "lowest",
    "difference",
    "compare",
    "silent",
    "stated",
    "yesno",
    "when",
    "base",
    "ratio",
    "same",
    "sum",
    "why",
)
_SURE = frozenset({"amount", "target", "highest", "lowest", "difference", "compare", "base", "ratio", "figure"})
"""Words that ask for figures whatever else is said."""
_EVIDENCE = _SURE | {"silent", "yesno", "when", "same"}
"""These and words that ask for figures only where an indicator is named: when, or whether, may be about anything."""
_UNDERSTOOD = ("part", "yesno", *_WANTS, "amount", "weak", "target", "list", "deadline", "plain", "plain")
"""Tables whose words ask for a target or may stand in any such question, in the order in which they are taken out."""
_HEAD, _LONG = 2, 4
_MUCH_ELSE = 4
"""Words that are not understood, from which a question that only touches on an indicator is about something else."""
_COMPARES = frozenset({"highest", "lowest", "difference", "compare", "silent", "ratio"})
_MEASURED = re.compile(
    r"率|标准|比例|比重|占比|系数|覆盖|减排|强度|能耗|水耗|用水量|面积|容量|吞吐量|联运量|化学需氧量|氨氮|氮氧|cod|nox|nh3|"
    r"rate|share|coverage|proportion|ratio|reduction|coefficient|intensity|consumption|productivity|growth|capacity|area|standard|"
    r"throughput|utili[sz]ation|recovery|recycling|efficiency|growth|demand|ceiling|limit|增幅|降幅|增速|年均"
)
"""Words that name something measured, for which a bare “what is” asks for the figure."""
_INSIDE = re.compile(
    r"多少|百分之几|几成|几[吨家个项]|\bhow (?:much|many)\b"
    r"|\b(?:what|which)(?: [a-z]+)? (?:share|part|portion|percentage|proportion|fraction|rate|number|area|level)\b"
)
"""An amount asked for within the words that name what it is an amount of (产生多少吨危废的单位)."""
_WHAT = re.compile(r"\b(?:what|which)(?: [a-z-]+){0,3} $")
"""Right before a name of something measured: which figure of it."""
_HOW = re.compile(r"\bhow\s+$")
_CLAIMED = re.compile(
    r"(?<=[\d%t])\s*(?:or|and) (?:more|less|above|over|higher|lower|greater|better)\b"
    r"|\bat (?:the )?(?:very )?(?:least|most)\b"
    r"|\b(?:more|less|higher|lower|greater|fewer|larger|smaller) than (?=(?:about |some )?\d)"
)
"""What belongs to a figure that is named, and ranks nothing (90 percent or more)."""
_INCLUDED = re.compile(r"\s*(?:included|counted in|也算(?:上|在内)?|包括在内|在内)")
_INCLUDING = re.compile(r"(?:(?<!包)含|包括|包含|连同|算上|\bincl(?:uding|\.)?)\s*(?:the )?$")
"""Right beside a name that is counted in with what is asked for."""
_COSTS = re.compile(r"资金|投资|奖励|补贴|\b(?:price|cost|fee|subsid(?:y|ies))s?\b")
"""Words of money, which are no other matter where the indicator is an amount of money."""
_DEGREE = re.compile(r"(?:efficient|productive|intensive|green|clean)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetAsk:
    """What a question says about targets.

    ``intent`` is ``None`` where it names an indicator but asks for something else or nothing yet. ``wants`` says what
    of it is wanted; ``rest`` holds words that belong to neither and ``beside`` those of them that may narrow an
    indicator down; ``asks`` tells that the words by themselves ask, ``sure`` that they can only ask for figures,
    ``ranked`` that a judgement (who is strictest) is one by figures and nothing else, ``money`` that a sum is a
    target's.
    """

    mentions: tuple[IndicatorMention, ...] = ()
    intent: TargetIntent | None = None
    wants: frozenset[str] = frozenset()
    rest: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    asks: bool = False
    sure: bool = False
    ranked: bool = False
    money: bool = False

    @property
    def firm(self) -> bool:
        """Whether an indicator is named, and its figure asked for, by words that can mean nothing else."""
        return self.sure and any(not mention.loose for mention in self.mentions)

    @property
    def flags(self) -> frozenset[str]:
        """What the table of intents is told: what is asked, and whether only the text can tell (``_wide``)."""
        unsure = self.wide and not self.firm
        if self.intent is None:
            return frozenset()
        return frozenset({self.intent + ("_wide" if unsure else ""), *(("ranked_target",) if self.ranked else ())})

    @property
    def wide(self) -> bool:
        """Whether words are left that only the sentence of a target can explain."""
        return bool(self.beside)

    @property
    def follows(self) -> bool:
        """Whether the words could continue a thread about targets: nothing in them is about anything else."""
        return not self.rest and "other" not in self.wants and "rows" not in self.wants


@lru_cache(maxsize=1)
def _tables() -> dict[str, re.Pattern[str]]:
    lists = tomllib.loads((Path(__file__).resolve().parent / "targets.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(alternatives)) for name, alternatives in lists.items()}


def read_targets(page: str, index: IndicatorIndex, *, documents: int, years: bool, names: Spans = ()) -> TargetAsk:
    """Reads a lower-cased question in which places, years and agencies are blanked out.

    ``names`` is where those stood.
    """
    if not index.indicators:
        return TargetAsk()
    tables = _tables()
    mentions = in_units_asked(page, _with_tails(page, index, names), index)
    understood = [tables[name] for name in _UNDERSTOOD]
    mentions = with_sense(page, mentions, index, understood, keywords=bool(documents or years))
    mentions = _asked_of(page, in_kind_asked(page, mentions, index))
    bare = re.sub(r"\s+", " ", filled(page, [_with_how(page, m) for m in mentions]))
    bare = _CLAIMED.sub(" ", bare)
    cues = frozenset(name for name, pattern in tables.items() if name not in ("plain", "part") and pattern.search(bare))
    money = any(index[i].unit == "money" for m in mentions if not m.loose for i in m.indicators)
    if money and not tables["other"].search(_COSTS.sub(" ", bare)):
        cues -= {"other"}
    heads = mentions or tuple(
        IndicatorMention(words=m.group(), indicators=(), start=m.start(), end=m.end())
        for m in tables["target"].finditer(page)
    )
    degree = any(_with_how(page, m)[0] < m.start for m in mentions)
    inside = any((m.sense and not m.loose) or _of_amount(page, m) for m in mentions)
    cues |= {"amount"} if degree or inside else frozenset()
    cues |= {name for name in ("figure", "yesno") if any(tables[name].search(m.words) for m in mentions)}
    left = read_leftover(page, heads, names, understood)
    wants = cues & {*_WANTS, "other", "rows", "list", "deadline"}
    measured = "weak" in cues or bool(documents or years)
    sure = bool(cues & _SURE) or (measured and any(_MEASURED.search(m.words) for m in mentions))
    ask = TargetAsk(
        mentions=mentions,
        wants=wants,
        rest=left.words,
        beside=_beside(mentions, left.narrowing if sure or not mentions else left.words),
        asks=bool(cues & _EVIDENCE),
        sure=sure,
        ranked=bool(mentions) and _ranked(page, cues),
        money=money,
    )
    return replace(ask, intent=_intent(ask, cues, documents=documents, years=years))


def _asked_of(page: str, mentions: tuple[IndicatorMention, ...]) -> tuple[IndicatorMention, ...]:
    """The mentions without those that are only said to be counted in with another."""
    own = tuple(m for m in mentions if not (_INCLUDED.match(page, m.end) or _INCLUDING.search(page[: m.start])))
    return own or mentions


def _beside(mentions: tuple[IndicatorMention, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """What may narrow the indicators down; of one that the whole question means its own words say it."""
    if mentions and all(m.sense for m in mentions):
        words = ()
    return tuple(dict.fromkeys((*words, *(word for m in mentions if m.sense for word in m.beside))))


def _of_amount(page: str, mention: IndicatorMention) -> bool:
    """Whether the words of an indicator take in words that ask for its amount, or stand right behind them."""
    if mention.beside:
        return False  # a part of a name beside words that it does not explain
    if any(m.start() < mention.end and mention.start < m.end() for m in _INSIDE.finditer(page)):
        return True
    return bool(not mention.loose and _MEASURED.search(mention.words) and _WHAT.search(page[: mention.start]))


def _ranked(page: str, cues: frozenset[str]) -> bool:
    """Whether the words that rank are the only judgement asked for: an indicator can be ranked by its figures."""
    if not cues & {"highest", "lowest"}:
        return False
    for name in ("highest", "lowest"):
        page = _tables()[name].sub(" ", page)
    return not CUES["opinion"].search(page)


def _with_how(page: str, mention: IndicatorMention) -> tuple[int, int]:
    """Where an indicator is named, with a “how” before an adjective it begins with (how efficient irrigation is)."""
    how = _HOW.search(page[: mention.start]) if _DEGREE.match(mention.words) else None
    return (how.start() if how else mention.start, mention.end)


def _with_tails(page: str, index: IndicatorIndex, names: Spans) -> tuple[IndicatorMention, ...]:
    """The indicators named, and those of which a further ask names only the end (…园区多少个？工厂又是多少家).

    A short end is read only where it goes on with an indicator that the question names.
    """
    mentions = index.find(page)
    patterns = _tables()
    tables = Tables(understood=tuple(patterns[name] for name in _UNDERSTOOD), amount=patterns["amount"])
    named = [index[i].name for mention in mentions for i in mention.indicators]
    more = []
    for word, start, end in asking_words(page, mentions, names, tables):
        ids = index.by_tail(word)
        kin = tuple(i for i in ids if any(index[i].name[:_HEAD] == name[:_HEAD] for name in named))
        ids = kin or (ids if len(word) >= _LONG else ()) or index.by_word(word)
        if ids:
            more.append(IndicatorMention(words=word, indicators=ids, start=start, end=end, loose=True, partly=True))
    return tuple(sorted((*mentions, *more), key=lambda m: m.start))


def _intent(ask: TargetAsk, cues: frozenset[str], *, documents: int, years: bool) -> TargetIntent | None:
    if ask.mentions:
        firm = [m for m in ask.mentions if not m.loose]
        if _of_something_else(ask, cues, named=bool(firm)):
            return None
        measured = any(_MEASURED.search(m.words) for m in firm)
        bare = (documents or years) and not cues & {"list", "stated"}
        dated = bool(firm) and years and not ask.rest
        if {"why", "figure"} <= cues:
            return "target_value"
        if not ask.asks and not dated and not (measured and (bare or "weak" in cues)):
            return None
        return "target_compare" if documents > 1 or cues & _COMPARES else "target_value"
    if {"figure", "base"} <= cues and documents:
        return "target_value"  # 14% less than in which year
    if {"figure", "figure_of"} <= cues and not {"target", "list"} <= cues:
        return "target_value"
    return "target_list" if _is_listed(ask, cues, documents=documents, years=years) else None


def _of_something_else(ask: TargetAsk, cues: frozenset[str], *, named: bool) -> bool:
    """Whether a question that mentions an indicator (``named``: in so many words) asks for no figure of it."""
    happens = "when" in cues and ask.rest and not cues & _EVIDENCE - {"when"}  # 名单每年啥时候出来
    things = (ask.rest or not named) and "enumerate" in cues and not cues & {"target", "how_many", "amount"}
    granted = named and "figure" in cues and bool(cues & {"why", "yesno"})  # why was it cut to 95 %: it may be wrong
    if ({"other", "rows"} & cues and not granted) or happens or things:
        return True
    if named:
        return False
    much = len(ask.rest) >= _MUCH_ELSE and not cues & {"target", "how_many"}  # 小厂工艺简单，审核有没有简化的路子
    return much or not cues & {"target", "amount", "highest", "lowest", "figure"}


def _is_listed(ask: TargetAsk, cues: frozenset[str], *, documents: int, years: bool) -> bool:
    """Whether targets are asked for that no words name."""
    if "other" in cues:
        return False
    due = years and {"deadline", "list"} <= cues
    bare = not ask.rest and not cues & {"yesno", "when", "silent", "weak"}
    listed = bool({"list", "undated"} & cues) or (bool(documents) and ("quantified" in cues or bare))
    return ("target" in cues and listed and ("rows" not in cues or "quantified" in cues)) or due
