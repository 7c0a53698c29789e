"""What a question asks, parted from what is told before and after it: who asks, why, and thanks.

Knows the words by which a clause asks; refuses to know what is asked. Words of the setting count little: they are no
condition that a passage must meet, unless the clause that asks points back to them.
"""

from __future__ import annotations

import re

from assistant.core.answer import Language
from assistant.core.wording import any_of, question_words, without_frames

_CLAUSE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[^,，。;；!！?？\n]+[,，。;；!！?？\n]*"),
    "en": re.compile(r"[^.;!?\n]+[.;!?\n]*"),
}
_ASKS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"[?？哪谁吗啥咋]|什么|怎么|怎样|如何|多少|几[个项家条种]|多[大高久长]|是否|有没有|有无|是不是|能不能|可不可以|要不要|何时|为何|为什么"
        r"|说说|介绍|总结|梳理|列[出举一]|了解"
    ),
    "en": re.compile(
        r"\?|\b(?:what|which|how|who|when|where|why|whether|tell|list|explain|summari[sz]e|describe|does)\b"
        r"|\b(?:is|are) there\b",
        re.IGNORECASE,
    ),
}
_TELLS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"我|咱|本(?:公司|厂|单位|人)|客户|老板|领导(?!干部|小组)|同事|朋友|老师|导师|论文|作业|汇报|ppt|开会|写|准备|打算|想|听说|据说|新闻|网上"
        r"|[你您]好|谢谢|多谢|感谢|辛苦|拜托|麻烦|着急|急用|刚|最近|正在",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:i|i'm|we|we're|my|our|me|us|clients?|boss|colleagues?|thanks?|hi|hello|dear|heard|preparing|students?"
        r"|consultants?|journalists?)\b",
        re.IGNORECASE,
    ),
}
"""A clause that tells about the asker; a bare noun (the topic of the next clause) does not."""
_CONDITION = re.compile(
    r"^\s*(?:如果|若|要是|假如|当|对|关于|针对|凡|在|按|根据|就|if|when|for|under|regarding|about)", re.IGNORECASE
)
_POINTS = re.compile(
    r"[它其此该]|[他她]们?|(?:对|给|帮|让|跟)(?:我|咱)|这(?!些年)|那(?![么头边里儿])|上述"
    r"|\bit\b(?! (?:so|true|right|correct|the case|possible|allowed|required|mandatory|compulsory|necessary)\b)"
    r"|\b(?:they|them|their|its|this|that|these|those|he|she|us|our|ours|mine|there(?! (?:is|are)))\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENOUGH = 4
_EMPTY = re.compile(r"[的了是在有对和与及或里到为要会能个些哪一不]")


def parted(text: str, language: Language) -> tuple[str, str]:
    """The clauses that ask, and the setting around them; no setting where the asking clauses say too little."""
    clauses = [m.group() for m in _CLAUSE[language].finditer(text)]
    asks = [c for c in clauses if _ASKS[language].search(c) or _CONDITION.search(c) or not _TELLS[language].search(c)]
    setting = [c for c in clauses if c not in asks]
    while setting and not _says_enough("".join(asks), language):
        # What is asked about was told just before (想搞小份菜，文件有提倡吗).
        asks = [c for c in clauses if c in asks or c is setting[-1]]
        setting.pop()
    asked = "".join(asks)
    return (text, "") if not setting or _POINTS.search(asked) else (asked, "".join(setting))


def _says_enough(asked: str, language: Language) -> bool:
    if language == "en":
        empty = question_words()["empty"] | question_words()["common"]
        return sum(w not in empty for w in re.findall(r"[a-z]{3,}", asked.lower())) >= 2
    bare = _EMPTY.sub("", any_of(question_words()["light"]).sub("", without_frames(asked)))
    return len(_HAN.findall(bare)) >= _ENOUGH
