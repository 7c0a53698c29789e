"""The words by which people ask, compiled from ``cues.toml``, and the few tables that pair words with slots.

Knows wordings only; what follows from a cue is decided in ``intents``. Patterns apply to normalised, lower-cased text.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from assistant.core.records import Role, Series

_TABLES = tomllib.loads((Path(__file__).resolve().parent / "cues.toml").read_text(encoding="utf-8"))


def _compiled(table: str) -> dict[str, re.Pattern[str]]:
    # ASCII: a Latin word ends where Chinese begins (由哪个agency牵头).
    return {name: re.compile("|".join(alternatives), re.ASCII) for name, alternatives in _TABLES[table].items()}


CUES = _compiled("cues")
FACTS = _compiled("facts")
LINEAGE = _compiled("lineage")
SETS = _compiled("sets")
_WORDS = _compiled("words")
STOPWORDS = _WORDS["stop"]
STOPWORDS_EN = _WORDS["stop_english"]
EDGE_WORDS = _WORDS["edge"]
TOPIC_EDGES = _WORDS["topic_edge"]
OPENING = _WORDS["opening"]
ITEM_WORDS = _WORDS["item"]
ROW_WORDS = _WORDS["row"]

KEEPS_TOPIC = frozenset({"together", "thanks", "achieved", "define", "opinion", "off_task", "attribute", "compare"})
"""Cues whose words may be content as well, so they stay in the topic."""

SERIES_WORDS: tuple[tuple[re.Pattern[str], tuple[Series, ...]], ...] = (
    (re.compile(r"重点任务|\b(?:key|major|main|priority) tasks?\b"), ("task",)),
    (
        re.compile(r"重点工程(?!减排)|\b(?:key|major|main|priority|flagship) projects?\b(?! emission)"),
        ("project", "box"),
    ),
    (
        re.compile(r"附件|重点工作(?=清单|第|\s|\d)|工作清单|年度清单|\bannex(?:es)?\b|\bappendix\b|\bwork list\b"),
        ("annex",),
    ),
    (re.compile(r"专栏|\bbox(?:es)?\b|\bpanels?\b"), ("box",)),
    (re.compile(r"条款|款|\bclauses?\b"), ("clause",)),
    (re.compile(r"工程(?!项目|施工|减排|建设|技术|改造)|\bprojects?\b"), ("project", "box")),
    (re.compile(r"任务|\btasks?\b"), ("task",)),
    (re.compile(r"章节|小节|\bsections?\b|\bchapters?\b"), ("section",)),
)

PREDICATE_NOUN = re.compile(r"(?:什么|谁的|哪(?:个|家)(?:局|部门|单位)的)(?:牵头|主要|具体)?(?:任务|工程|工作|项目)")
"""任务 as a common noun (是谁的牵头任务), which names no series where another word does."""
RESPONSIBLE_AND_LEAD = re.compile(
    r"(?:负责|责任单位)[^。?]*[,、和与及][^。?]*牵头|牵头[^。?]*[,、和与及][^。?]*(?:负责|责任单位)"
    r"|responsible[^.?]*(?:,|\band\b)[^.?]*\blead|\blead[^.?]*(?:,|\band\b)[^.?]*responsible"
)
"""Responsibility and the lead asked for as two things."""

QUOTED = re.compile(r"[“\"「『].{6,}[”\"」』]")
"""Words quoted at length, as somebody does who looks for their place."""
LED_JOINTLY = re.compile(r"(?:共同|联合|一起)牵头|jointly led|led jointly|co-?led|co-?lead")
"""Joint leadership, which is not joint responsibility."""
NOT_LEAD = re.compile(
    r"(?:不是|而不是|而非|并非|不算|不要|别|不)(?:说|给我)?牵头|\b(?:not|rather than|without) (?:the |those )?lead(?:s|ing|ers?)?\b"
)
"""The lead set aside beside another role (only cooperate, not lead)."""
EXCLUDES = re.compile(r"除(?:了|去|开)?\s*$|\b(?:besides|except(?: for)?|other than|apart from)(?: the)?\s*$")
"""Right before a body that is set aside."""
NEGATED_BEFORE = re.compile(
    r"(?<!有)(?:没有|没(?:见着?|看到|看见|见到|写|提|列)?|不见|找不到|不含|不包括|不涉及|未列|不由|(?<!是)(?:并)?不(?:是|归|属于)(?:由)?|无)\s*$"
    r"|\b(?:without|not (?:involving|including))(?: the)?\s*$"
)
NEGATED_AFTER = re.compile(
    r"\s*(?:都|也)?(?:没有|没|未|不)(?:有)?(?:被)?(?:参与|参加|牵头|协办|负责|列入|出现|涉及|管)"
    r"|[^.?]{0,12}\b(?:not|isn't|doesn't|don't|never)\b[^.?]{0,12}\b(?:involved|lead|support|responsible|listed|take)"
)
"""Right before or right after a body that takes no part."""
SET_WITHOUT = re.compile(
    r"(?:但|而|且|却)?(?:没有|不含|不包括|不涉及|排除|剔除|不算|不带|不要)\s*$"
    r"|\b(?:but not|and not|excluding|minus|without any)(?: the)?\s*$"
)
"""Right before a body that is taken out of a set of rows."""
_BESIDE_ZH = r"(?:也|又|都)?(?:只|仅|就|才)?(?:来|作为|担任|当|算|是|为|负责)?(?:其)?"
_BESIDE_EN = r",? (?:(?:is|was|are|as|being|been|has|made|named|put|chosen|to|the|a|only|just|merely|really|also) )*"
ROLE_BESIDE: tuple[tuple[Role, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "lead",
        re.compile(_BESIDE_ZH + r"(?:牵头|主办|领衔)|" + _BESIDE_EN + r"lead(?:s|ing|er)?\b"),
        re.compile(r"(?:\bled|\bheaded) by (?:the )?$"),
    ),
    (
        "support",
        re.compile(_BESIDE_ZH + r"(?:协办|配合|协助)|" + _BESIDE_EN + r"(?:support|assist)(?:s|ing|er|ed)?\b"),
        re.compile(r"\b(?:supported|assisted) by (?:the )?$"),
    ),
    ("joint", re.compile(r"(?:按职责)?分工负责"), re.compile(r"(?!)")),
)
"""Words that give an agency its role when they stand right after it, or right before it."""
