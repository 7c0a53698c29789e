"""The same question as another person, keyboard or copy would put it: width, script, fillers, punctuation, spacing.

Knows what must not matter; refuses to know what a question means.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import opencc
from hypothesis import strategies as st

from assistant.core.text import detect_language

Variation = Callable[[str], str]

_SCRIPTS = {name: opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}
_WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
_BEFORE = {
    "zh": (
        "麻烦",
        "请问",
        "请问一下，",
        "你好，",
        "您好！请问",
        "麻烦查一下",
        "请帮我查一下",
        "我想问一下，",
        "劳驾，",
        "想请教一下：",
        "麻烦您帮忙看看，",
    ),
    "en": (
        "Please: ",
        "Hi, ",
        "Hello! ",
        "Excuse me, ",
        "Please tell me: ",
        "Could you please tell me: ",
        "Quick one: ",
    ),
}
_AFTER = {
    "zh": ("谢谢", "，谢谢！", "，谢谢您", "，多谢", "，麻烦了", "，辛苦了", " 谢谢啦", "。谢谢！"),
    "en": (", please", ", thanks", " Thanks!", " Thank you.", ", thank you very much", " thx"),
}
_ENDS = ("", "？", "?", "。", "！", "??", "？！", "…", " ?", ".")
_INNER = {
    "，": ("，", ",", "， ", ", ", "､", " "),
    "：": ("：", ":", " "),
    "、": ("、", "､", "、 "),
    ",": (",", "，", " ,", ", "),
}
_BLANKS = (" ", "\u3000", "\u00a0", "  ", "\t", "\u200b")
_END = re.compile(r"[\s?？。.!！…]+$")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])(?=\S)|(?<=\S)(?=[\u3400-\u9fff])")


def widths(question: str) -> st.SearchStrategy[str]:
    """Any of the printable ASCII characters in full width."""
    picks = st.lists(st.booleans(), min_size=len(question), max_size=len(question))
    return picks.map(lambda wide: "".join(c.translate(_WIDE) if w else c for c, w in zip(question, wide, strict=True)))


def scripts(question: str) -> st.SearchStrategy[str]:
    """Traditional script, as written in general, in Taiwan or in Hong Kong."""
    return st.sampled_from(sorted(_SCRIPTS)).map(lambda name: _SCRIPTS[name].convert(question))


def fillers(question: str) -> st.SearchStrategy[str]:
    """Polite words before and after."""
    language = detect_language(question)
    pairs = st.tuples(st.sampled_from(("", *_BEFORE[language])), st.sampled_from(("", *_AFTER[language])))
    return pairs.map(lambda pair: _filled(question, *pair))


def _filled(question: str, before: str, after: str) -> str:
    body = _END.sub("", question) if after.startswith(("，", ",", "谢")) else question
    return f"{before}{body}{after}"


def punctuation(question: str) -> st.SearchStrategy[str]:
    """Another mark at the end or none, and marks inside as another keyboard writes them."""
    inner = [st.sampled_from(_INNER[c]) if c in _INNER else st.just(c) for c in _END.sub("", question)]
    return st.tuples(*inner, st.sampled_from(_ENDS)).map("".join)


def spacing(question: str) -> st.SearchStrategy[str]:
    """Blanks of any kind around the question, in place of its blanks, and beside Chinese characters."""
    places = [match.start() for match in _BETWEEN.finditer(question)]
    picked = st.lists(st.sampled_from(places), unique=True, max_size=6) if places else st.just([])
    return st.tuples(picked, st.sampled_from(_BLANKS), st.sampled_from(("", *_BLANKS))).map(
        lambda drawn: _spaced(question, *drawn)
    )


def _spaced(question: str, places: list[int], blank: str, around: str) -> str:
    wider = {" ": blank if blank != "\u200b" else " "}
    pieces = [(blank if i in places else "") + wider.get(c, c) for i, c in enumerate(question)]
    return f"{around}{''.join(pieces)}{around}"


VARIATIONS: dict[str, Callable[[str], st.SearchStrategy[str]]] = {
    "width": widths, "script": scripts, "fillers": fillers, "punctuation": punctuation, "spacing": spacing,
}  # fmt: skip
