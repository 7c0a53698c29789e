"""The words by which people ask, compiled from ``cues.toml``, and the few tables that pair words with slots.

Knows wordings only; what follows from a cue is decided in ``intents``. Patterns apply to normalised, lower-cased text.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from assistant.core.records import Series

_TABLES = tomllib.loads((Path(__file__).resolve().parent / "cues.toml").read_text(encoding="utf-8"))


def _compiled(table: str) -> dict[str, re.Pattern[str]]:
    # ASCII: a Latin word ends where Chinese begins (由哪个agency牵头).
    found = _TABLES[table].items()
    return {name: re.compile("|".join(map(_spaced, alternatives)), re.ASCII) for name, alternatives in found}


def _spaced(pattern: str) -> str:
    """A pattern whose blanks match several: names that were understood are blanked out between words."""
    parts = re.split(r"(\(\?<[!=][^)]*\)|\[[^\]]*\])", pattern)
    return "".join(part if n % 2 else part.replace(" ", r"\s+") for n, part in enumerate(parts))


CUES = _compiled("cues")
FACTS = _compiled("facts")
FACTS_SURE = _compiled("facts_sure")
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
WHENCE = _WORDS["whence"]

KEEPS_TOPIC = frozenset(
    {"dating", "deadline", "together", "thanks", "achieved", "define", "opinion", "off_task", "attribute", "compare"}
)
"""Cues whose words may be content as well, so they stay in the topic."""

SERIES_WORDS: tuple[tuple[re.Pattern[str], tuple[Series, ...]], ...] = (
    (re.compile(r"重点任务|\b(?:key|major|main|priority) tasks?\b"), ("task",)),
    (
        re.compile(r"重点工程(?!减排)|\b(?:key|major|main|priority|flagship) projects?\b(?! emission)"),
        ("project", "box"),
    ),
    (
        re.compile(
            r"附件|重点工作(?=清单|第|\s|\d)|工作清单|年度清单|\bannex(?:es)?\b|\bappendix\b"
            r"|\b(?:work|check|to-?do)[- ]?lists?\b"
        ),
        ("annex",),
    ),
    (re.compile(r"专栏|\bbox(?:es)?\b|\bpanels?\b"), ("box",)),
    (re.compile(r"正文|主文|\bmain text\b|\bbody of the (?:plan|text)\b"), ("clause",)),
    (re.compile(r"条款|(?<![罚贷拨存汇付公筹放借还])款|\bclauses?\b"), ("clause",)),
    (
        re.compile(r"工程(?!项目|施工|减排|建设|技术|改造|[师院学车款队类]|机械|专业)|\bprojects?\b"),
        ("project", "box"),
    ),
    (re.compile(r"任务|\btasks?\b"), ("task",)),
    (re.compile(r"章节|小节|\bsections?\b|\bchapters?\b"), ("section",)),
)

LIST_OF_YEAR = re.compile(
    r"\d\d年?(?:度)?的?(?:重点)?(?:工作)?清单|(?<!\d)20\d\d (?:[a-z]+ )?(?:(?:check|work)-?)?list\b"
    r"|\b(?:check-?)?list (?:of|for) 20\d\d\b"
    r"|(?<![立正负])清单(?=(?:里|中|上|的)?(?:第|\d)|[里中上头](?!报)|最后)"
)
"""A list of work by its year, which an annex is."""
ELEMENTS = frozenset("氢氨氮煤油碳硫磷膜河湖")
"""Words of one character that say what a question is about."""
ROW_NOUN = re.compile(
    r"(?:重点|专栏|责任|相关|有关|各|所有)*(?:任务|工程|事项|项目|条款|条目|措施|工作|清单|部门|单位|机构|指标|期限|年限)+[各分都]?"
)
"""A word for rows as such, which is no subject."""
DATED = re.compile(
    r"20\d\d\s*年?[^。,?]{0,3}(?:前|底|末)[^。?]{0,4}[要须应得完达实做]|20\d\d\s*年?[^。,?]{0,8}(?:完成|达到|做到|实现|到期|期限|时限|目标|节点)"
    r"|(?:[写标注定列点]|提)(?:明|到|了|着|出|的是)[^。,?]{0,10}20\d\d"
    r"|\b(?:by|until|due|before)(?: the)?(?: end of| late)? 20\d\d|20\d\d (?:target|deadline|date)"
    r"|\b(?:mention|name|carry|state|give|set)(?:s|ed|ing)?\b[^.?]{0,20}20\d\d"
)
"""A year by which something is due, and not one that a document is known by (2022年清单)."""
NOT_YEAR = re.compile(r"(?:而?不是|而?非|除了?|\bnot(?: by| in| for)?|\bexcept(?: for)?)\s*(20\d\d)")
SERIES_ASIDE = re.compile(
    r"(?:重点)?(?:任务|工程)(?:都|也|就|的)?(?:不(?:算|含|包括|计|要|用|看)|除外)|(?:不(?:算|含|包括|计|要|看)|除)(?:重点)?(?:任务|工程)"
    r"|\b(?:not|without|excluding|ignoring)(?: the)?(?: key)? (?:tasks|projects)\b"
    r"|(?:不(?:要|是|看|算|用|含)|别(?:看|要|管)|除去)(?:那个|这个|后面的?)?(?:20\d\d年?)?(?:附件|清单)|(?:附件|清单)(?:不(?:算|要|看|含)|除外)"
    r"|\bnot (?:in |from )?the\s+(?:20\d\d\s+)?(?:annex|appendix|work list)\b"
    r"|\b(?:leav(?:e|ing)|set(?:ting)?|put(?:ting)?)(?: the)?(?: key)? (?:tasks|projects) (?:aside|out)\b"
    r"|(?:重点)?(?:任务|工程)(?:先)?(?:放一边|撇开|抛开|别管|不管|除外)|(?:撇开|抛开|不管|别管)(?:重点)?(?:任务|工程)"
)
"""A series that is set aside (工程不算), which names none."""
NUMBERED = re.compile(r"[第项条号#]|\b(?:no|number|items?|rows?)\b")
"""Words that make a number that of an item."""
PREDICATE_NOUN = re.compile(r"(?:什么|谁的|哪(?:个|家)(?:局|部门|单位)的)(?:牵头|主要|具体)?(?:任务|工程|工作|项目)")
"""任务 as a common noun (是谁的牵头任务), which names no series where another word does."""
RESPONSIBLE_AND_LEAD = re.compile(
    r"(?:负责|责任单位)[^。?]*[,、和与及][^。?]*牵头|牵头[^。?]*[,、和与及][^。?]*(?:负责|责任单位)"
    r"|responsible[^.?]*(?:,|\band\b)[^.?]*\blead|\blead[^.?]*(?:,|\band\b)[^.?]*responsible"
)
"""Responsibility and the lead asked for as two things."""

OTHER_DOCUMENT = re.compile(r"全国|国家|国务院|生态环境部|\bnational\b|\bstate council\b")
"""Words for documents that are not held: a fact asked about one of these is not one about those that are."""
LED_JOINTLY = re.compile(r"(?:共同|联合|一起|并列)牵头|jointly le(?:a)?ds?|le(?:a)?ds? jointly|co-?led|co-?lead")
"""Joint leadership, which is not joint responsibility."""
HOW_TO_ANSWER = re.compile(
    r"(?:回答(?:时|的时候|中|里)?[^,。;?]{0,4})?也?(?:不许|不准|不要|别|禁止|不得|无需|不用)再?(?:标|说|写|提|引用|列|给|解释|讲|加|附)"
    r"[^,。;?]{0,8}[,。;]|别把[^,。?]{1,16}(?:混|算|列|放|带|写|扯)(?:进来|进去|上去|上|在内|到一起|一起)?"
    r"|,? ?\bnot the [a-z][a-z -]{2,40}(?=[).,;?]|$)"
    r"|\b(?:do not|don't|never|without) (?:cit|quot|mention|giv|us|add)[a-z]*[^,.;?]{0,24}[,.;]"
)
"""Orders on how to answer, which say nothing of the subject."""
IN_PASSING = re.compile(
    r"(?:(?<=[,(–—]) ?| - )(?:i\.e\. |namely )?(?:the|that|this)\s+(?:one|item|task|row|project|point)\s+"
    r"(?:about|on|for|concerning|regarding|covering|dealing with|to do with)\b(?:(?! - )[^,;:?()–—]){3,80}"
)
"""What a row is said in passing to be about (task 125, the one about audit costs), which asks nothing of it."""
AND_OTHERS = re.compile(
    r"(?:还(?!是|不|没)|另外|其他|其余|剩下)[^,。?吗呢是牵负管协]{0,5}是?(?:谁|哪)"
    r"|(?:后面|后头|底下|跟着|跟在后面)(?:还)?(?:跟着|跟了|跟|是|有|排着)?(?:的)?(?:是)?(?:谁|哪)"
    r"|\bwho else\b|\b(?:which|what) other|\banyone else\b|\bthe others\b"
)
"""The others asked for as well."""
NOT_LEAD = re.compile(
    r"(?:不是|而不是|而非|并非|不算|不要|别|不)(?:说|给我)?牵头"
    r"|\b(?:not|rather than|without) (?:the |those )?lead(?:s|ing|ers?)?\b"
)
"""The lead set aside beside another role (only cooperate, not lead)."""
SET_ASIDE = re.compile(r"除|\b(?:besides|except|other than|apart from)\b")
"""Somebody set aside."""
DESCRIBED = re.compile(
    r"\bthe one (?:about|on|concerning|dealing with|for) [^,;?.–—]*?(?= ?[–—,;?.]| - |$)"
    r"|(?:讲|说|关于|有关|涉及)[^,，。;；?？]{2,16}?(?:那|这)(?:一)?(?:条|项)"
)
"""What a row is said to be about."""
MADE_SURE = re.compile(
    r"没(?:写|记|弄|搞|说)?错[吧吗]|对(?:吗|吧|不对)|是不是(?:对|真)|属实|(?:写|报|说)得对"
    r"|\b(?:is (?:that|this|it) (?:right|correct|true)|correct\?|right\?)"
)
"""That something told is asked to be right."""
ROW_ASIDE = re.compile(r"\s*(?:项|条|号)?\s*(?:之外|以外|除外)")
"""Right behind the number of a row that is left out (46项之外)."""
EXCLUDED = re.compile(r"\s*(?:之外|以外|外)\s*[,，]?.{0,12}?(?:还|别的|其他|其余|另外|剩下)")
"""Right behind a body that is set aside where others are asked for (经信厅之外还有谁)."""
EXCLUDES = re.compile(
    r"除(?:了|去|开)?\s*$|\b(?:besides?|alongside|except(?: for)?|other than|apart from|leaving|setting|putting"
    r"|ignoring|disregarding|not counting)(?: the| all)*\s*$"
)
"""Right before a body that is set aside."""
