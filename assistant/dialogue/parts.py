"""The parts of a question that ask something by themselves, each with the words that say what it is about.

Knows where sentences end and how lists of wishes are written; refuses to know any answer.
"""

from __future__ import annotations

import re

from assistant.dialogue import lexicon
from assistant.dialogue.introductions import without_introduction
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.target_turns import asks_further
from assistant.dialogue.targets import TARGET_INTENTS

_ENDS = re.compile(r"(?<=[?？；;。!！])|\n+")
_SENTENCES = re.compile(r"(?<=[?？；;。!！】\]])|(?<=[a-z)]\.)\s+(?=[A-Z])|\n+")
_AND_ALSO = re.compile(
    r"[,，]\s*(?=(?:另外|还有|顺便|此外|再(?:就是|者|说)|并(?:且)?|同时|你)|(?:and|also|plus|but)\b)"
    r"|\s+(?=and (?:which|who|what|where|how)\b)",
    re.IGNORECASE,
)
_BETWEEN_FACTS = re.compile(r"[,，]\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|,? and (?=how many)")
_COMMA = re.compile(r"[,，](?: ?(?:and|but)\b)?", re.IGNORECASE)
_WANTED = re.compile(r"多少|[几谁哪]|\b(?:how|what|which|who)\b", re.IGNORECASE)
_WHO = re.compile(r"谁|哪|牵头|负责|\b(?:who|which|what)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"(?:things|questions|points|figures|numbers|facts|件事|个问题|个数字?|个指标|几点|几样)\s*(?:[:：]|\s[-–—]|——)\s*(?P<list>.+)$",
    re.IGNORECASE,
)
_WISH_ENDS = re.compile(r"\s*[,，;；、]\s*(?:and\s+|以及|还有|和)?|\s+and\s+(?=the\b)", re.IGNORECASE)
_SEGMENTS = re.compile(r"[,，、;；]\s*(?:and\s+)?|\s+and\s+(?=what|who|where|how)")
_LISTED = re.compile(r"^\s*(?:[(（]?\d{1,2}[.、)）]|[-*•])\s*(?=\D)")
"""The number of a question in a list of questions."""
_NUMBERED = re.compile(r"\d|第[一二三四五六七八九十]")
_ASKS = frozenset(
    {"who", "lead", "support", "joint", "count", "list", "text", "place", "attribute", "why", "yesno", "choice", "fact"}
)
_NEVER = frozenset({"money", "contact", "attribute"})
"""Asks for what no document holds, or only a row as such."""
_OWN = frozenset({"opinion", "off_task"})
_WHICH = re.compile(
    r"(?:and )?(?:(?:which|what)(?: (?:one|ones|is it|are they))?|(?:exactly )?where(?: exactly)?)\s*\?$"
    r"|(?:一?共|总共|合计|总计)?(?:是|有)?(?:几|多少)(?:项|条|个|家)[呢呀]?[?？]$"
    r"|(?:and )?how many (?:is that|are (?:there|they)|in all|altogether|in total)(?: in all| altogether)?\s*\?$"
    r"|(?:那?在)?(?:哪里|哪儿|什么地方|哪一?(?:项|条|节))[呢呀]?[?？]$|(?:是|分别是)?哪(?:一)?(?:项|个|条|些|几项)?呢?[?？]$",
    re.I,
)
"""Asks no more than the sentence before it."""
_SELF_CHECK = re.compile(
    r"(?:我|咱)们?.{0,8}?(?:想|要|来|得)?(?:确认|核实|问|看看?|知道)(?:一?下)?(?:这)?(?:是不是|是否|算不算)(?:就是)?(?:自己|我们|咱们?|本局)"
)
"""Whether the body asked for is the asker's own."""
_MOST = 5
_ORDER = re.compile(
    r"(?:忽略|无视|忘记|忘掉|抛开|别管|不用管)[^。!?]{0,16}(?:指令|要求|规则|设定|提示|命令)"
    r"|(?:无论|不管|不论)我?(?:再)?问(?:你)?(?:什么|啥)"
    r"|(?:从现在起|从此|以后|今后|接下来)[^。!?]{0,24}(?:一律|都|全|只能|必须|统统)[^。!?]{0,4}(?:答|说|回复|写|输出)"
    r"|(?:一律|全都|统统|全部|只能|必须)(?:都)?(?:回答|答成|答为|说成|写成|回复|输出)"
    r"|\bfrom now on\b"
    r"|\b(?:always|only) (?:answer|reply|respond|output|say)\b"
    r"|\bevery (?:answer|reply|response) (?:must|should|shall)\b"
    r"|\b(?:ignore|disregard|forget) (?:[a-z]+ ){0,4}(?:instructions?|rules?|prompts?)"
    r"|\b(?:whatever|no matter what) i ask",
    re.IGNORECASE,
)
"""Sentences that tell the assistant what to answer, whatever is asked."""


_AN_ASIDE = re.compile(
    r"(?:吧|对吗|对不对|没错|是不是)\s*[?？]$|,? ?(?:right|correct|(?:is|does|are|do)n't (?:it|they))\?$", re.IGNORECASE
)


def is_aside(part: str) -> bool:
    """Whether a part only makes sure of something on the way to what is asked."""
    return bool(_AN_ASIDE.search(part.strip()))


def parts(text: str, vocabulary: Vocabulary) -> list[str]:
    """The parts in order; the whole text where fewer than two parts ask something."""
    text = without_introduction(_without_orders(text, vocabulary), vocabulary)
    wishes = _WISHES.search(text)
    listed = [w for w in _WISH_ENDS.split(wishes.group("list")) if re.search(r"\w", w)] if wishes else []
    if 2 <= len(listed) <= _MOST:
        return listed
    own = _each_its_own(text, vocabulary)
    if own:
        return own
    pieces = [q for p in _ENDS.split(text) if re.search(r"\w", p or "") for q in _apart(p.strip(), vocabulary)]
    if len(pieces) < 2:
        return [text]
    lines = "\n" in text.strip()
    found: list[str] = []
    ahead = ""
    for piece in pieces:
        piece = _LISTED.sub("", piece)
        question = understand(piece, vocabulary)
        if found and (_WHICH.match(piece) or _SELF_CHECK.match(piece)):
            found[-1] += f" {piece}"
        elif _asks(piece, question, lines=lines) or (found and _for_money(piece, question, found[-1], vocabulary)):
            found.append(f"{ahead}{piece}")
            ahead = ""
        elif _says_what(question):
            ahead += piece
    return _with_further_asks(found, vocabulary) if 2 <= len(found) <= _MOST else [text]


def _with_further_asks(found: list[str], vocabulary: Vocabulary) -> list[str]:
    """Parts that ask one thing more of the target named just before (…是升还是降？幅度多大？) put together with it."""
    joined = found[:1]
    for part in found[1:]:
        if _of_the_place(understand(joined[-1], vocabulary), understand(part, vocabulary)):
            joined[-1] += f" {part}"
        elif understand(joined[-1], vocabulary).target.intent and asks_further(understand(part, vocabulary)):
            joined[-1] += f" {part}" if part.isascii() else part
        else:
            joined.append(part)
    return joined


def _of_the_place(before: Question, question: Question) -> bool:
    """And Hunan? What rate is it after: what is asked of a place whose document is not held."""
    alone = before.foreign and not (before.documents or before.refs or before.agencies or before.target.mentions)
    only = alone and all(piece.lower() in before.foreign for piece in before.topic)
    return bool(only) and "pointing" in question.cues and not (question.documents or question.foreign)


def _each_its_own(text: str, vocabulary: Vocabulary) -> list[str]:
    """58谁牵头、59讲啥、60在哪一节: numbers that are each asked something else."""
    pieces = [p for p in _SEGMENTS.split(text) if re.search(r"\w", p)]
    if not 2 <= len(pieces) <= _MOST or not all(_NUMBERED.search(p) for p in pieces):
        return []
    read = [understand(p, vocabulary) for p in pieces]
    asks = [q.cues & _ASKS for q in read]
    differ = len(set(asks)) > 1 and all(asks) and all(q.refs for q in read)
    return pieces if differ and not any(c.startswith("l_c") for q in read for c in q.cues) else []


def _apart(piece: str, vocabulary: Vocabulary) -> list[str]:
    """A sentence parted where it goes on to an opinion, a sum of money, or what is no business of the documents."""
    if halves := _figure_then_who(piece, vocabulary):
        return halves
    for match in _AND_ALSO.finditer(piece):
        head, tail = piece[: match.start()], piece[match.end() :]
        after = understand(tail, vocabulary)
        own = after.intent in _OWN or (bool(after.cues & _NEVER) and not after.cues & {"who", "lead", "support"})
        if own and understand(head, vocabulary).intent not in (*_OWN, "unclear", "greeting"):
            return [head, tail]
    for match in _BETWEEN_FACTS.finditer(piece):
        first, second = piece[: match.start()], piece[match.end() :]
        asked = understand(first, vocabulary)
        if _facts_each(asked, understand(second, vocabulary)):
            return [first, " ".join((*asked.words.get("documents", ())[:1], second))]
    for match in _COMMA.finditer(piece):
        first, second = piece[: match.start()], piece[match.end() :]
        if understand(second, vocabulary).intent == "opinion" and understand(first, vocabulary).target.firm:
            return [first, second]
        if not (_WANTED.search(first) and lexicon.CUES["money"].search(second.lower())):
            continue
        cues = understand(first, vocabulary).cues
        if "money" not in cues and cues & {"count", "who", *TARGET_INTENTS}:
            return [first, second]
    return [piece]


def _figure_then_who(piece: str, vocabulary: Vocabulary) -> list[str]:
    """A sentence that asks for a figure first, and then no more than who is responsible for it."""
    for match in (*_COMMA.finditer(piece), *_AND_ALSO.finditer(piece)):
        first, second = piece[: match.start()], piece[match.end() :]
        if not _WHO.search(second):
            continue
        asked, figure = understand(second, vocabulary), understand(first, vocabulary)
        named = asked.refs or asked.agencies or asked.documents or asked.subject or asked.target.mentions
        if figure.target.intent is not None and figure.target.firm and not named and "who" in asked.cues:
            return [first, second.rstrip("。.!！?？ ") + "?"]
    return []


def _facts_each(first: Question, second: Question) -> bool:
    """Whether both pieces ask a fact about a document, each another one (管哪几年的，专栏一共几个)."""
    kinds = (first.intent, second.intent)
    return set(kinds) == {"document_fact", "series_count"} and bool(first.documents)


def _asks(piece: str, question: Question, *, lines: bool) -> bool:
    """Whether a piece asks by itself; a line of several does so without a question mark and without a subject."""
    if re.search(r"[?？]$", piece) or (lines and piece.endswith("呢")):
        return True
    if lines and question.cues & _ASKS and question.intent not in ("greeting", "unclear", "help"):
        return True
    if question.intent == "series_count" and question.documents and question.series:
        return True
    if question.intent in _OWN or question.target.intent is not None:
        return True
    subject = question.cues & {"ref", "agency", "fact", "subject"}  # what has none only says how to answer
    return bool(question.cues & _ASKS and subject) and question.intent not in ("greeting", "unclear", "help")


def _for_money(piece: str, question: Question, before: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence behind a target asks what no document holds of it (再有就是给它安排了几个亿的预算)."""
    wanted = question.cues & _NEVER and _WANTED.search(piece)
    return bool(wanted) and understand(before, vocabulary).target.intent is not None


def _without_orders(text: str, vocabulary: Vocabulary) -> str:
    """A text without sentences that only tell the assistant what to answer, where another one asks something."""
    if not (lexicon.CUES["off_task"].search(text.lower()) or _ORDER.search(text)):
        return text
    pieces = [p for p in _SENTENCES.split(text) if re.search(r"\w", p or "")]
    kept = [p for p in pieces if not (_ORDER.search(p) or _is_order(understand(p, vocabulary)))]
    kept = kept if len(pieces) > 1 else pieces
    return " ".join(p.strip() for p in kept) if 0 < len(kept) < len(pieces) else text


def _is_order(question: Question) -> bool:
    """Whether a sentence only tells the assistant what to answer, whatever the documents say."""
    asks = question.cues & {"who", "count", "choice", "list", "yesno", "place"}
    named = bool(question.agencies) or bool(question.cues & {"lead", "support", "responsible"})
    return "off_task" in question.cues and named and not asks


def _says_what(question: Question) -> bool:
    """Whether a sentence that asks nothing says what the next one is about."""
    return bool(question.refs or question.agencies or question.documents or question.target.mentions)
