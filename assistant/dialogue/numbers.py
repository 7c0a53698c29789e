"""Which numbered records a question points at: 第58项, 任务五十八, 工程十, items 45 to 49, the fifty-eighth item.

Knows how numbers are written; refuses to know which of them exist. Input is normalised, lower-cased text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.text import parse_numeral
from assistant.dialogue.english_numbers import ONES, RANKED, WORD, WORDS_PATTERN, english_number
from assistant.dialogue.kinds import KINDS_EN, KINDS_ZH, RefKind

_N = r"(?:\d{1,4}|[零〇一二三四五六七八九十百两廿]{1,7})"
_EN_N = rf"(?:\d{{1,4}}(?:st|nd|rd|th)?|{WORDS_PATTERN})"
_EN_RANK = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{WORD})[ -](?:and[ -])?)*(?:{'|'.join(RANKED)}))"
_DASH = r"(?:至|到|~|-|–|—|―)"
_LIST = (
    rf"{_N}(?:\s*(?:项|条|号|任务|工程)?\s*(?:、|,|和|与|及|或|跟|以及|{_DASH})\s*(?:第)?\s*{_N}(?!\s*(?:年|个|家|%)))*"
)
_PLAIN_LIST = rf"{_N}(?:\s*(?:、|,|和|与|及|或|跟|{_DASH})\s*{_N}(?!\s*(?:年|个|家|%)))*"
_EN_LIST = rf"{_EN_N}(?:\s*(?:,\s*and|,\s*&|,|and|&|or|to|through|-|–|—)\s*(?:no\.?\s*)?{_EN_N})*"

_KIND_ZH = "|".join(k for k, _ in sorted(KINDS_ZH, key=lambda pair: -len(pair[0])))
_KIND_EN = "|".join(re.escape(k) for k in sorted(KINDS_EN, key=len, reverse=True))
_COUNT_AHEAD = re.compile(
    r"(?:共|有|是|全部|这|所有|总计|合计|哪|后|其中|另|余|达|新增|下降|降低|提高|[加减乘除×÷+*/]以?"
    r"|有\d+(?:项|个|条)(?:重点)?(?:任务|工程|专栏|附件)(?:和|、|,|及|与|以及|加上?|还有))\s*$"
)
_AFTER_BARE_ORDINAL = re.compile(r"\s*(?:$|[?,.;!。、由谁哪的是牵协支配内属在呢吗有讲说要写和与及归管责主到])")
_RANK_OF_BODY = re.compile(
    r"\s*(?:就)?(?:是|为|算)?(?:责任|牵头|负责|主管)(?:单位|部门|主体|人|方|的?(?:是|归|由)?(?:谁|哪))"
)
_RANKED_AHEAD = re.compile(r"(?:排|列|居|位|摆|写|放|站|印)(?:在|列|居|名)?(?:了)?\s*$")
"""排第一, 列在第一个: a place in a row of names."""
_OF_BODIES = re.compile(r"的?(?:牵头|协办|责任|主办|市级|省级)?(?:单位|部门|局|机构|厅)")
"""前三个单位: the first of a ranking, not the first rows."""
_SERIES_AHEAD = re.compile(r"(?:任务|工程|附件|清单|专栏)(?:里面?|中|的)*\s*[排列位摆写放印](?:在|列|名)?\s*$")
_FUNCTION_WORD = (
    r"(?:who|whom|whose|what|which|where|when|why|how|is|are|was|were|does|do|did|has|and|or|in|of|for|from|to|the|by|on|"
    r"under|about|say|says|leads?|supports?|reads?|requires?|deals?|concerns?|covers?|mentions?|carries|names|belongs)"
)
_PLURAL = rf"(?:(?!{_FUNCTION_WORD}\b)[a-z-]{{2,}}s|people|persons?|staff|men|women|cattle|livestock|personnel)"
_COUNTS_NOUN = re.compile(rf"(?:\s+(?!{_FUNCTION_WORD}\b)[a-z-]+){{0,3}}\s+{_PLURAL}\b|\s+of (?:us|them)\b")
"""450 green factories: a number in front of an English plural counts it."""
_COUNTED = r"(?:个|年|月|日|家|万|亿|吨)"
_COUNT_BEHIND = re.compile(r"[^。?]*?(?:共|总共|[有占])(?:多少|几|哪些|哪几)(?:项|条|行|任务|工程)")
"""140项任务…有多少项: rows are counted out of so many."""
_TOTAL_AHEAD = re.compile(r"\s*(?:中|里|内|之中|当中|都|全|总共|一共|(?:的)?(?:分工|一览|清单|表))")
_UNIT = re.compile(
    r"\s*(?:[来多余几](?:个|号)?(?:人|口|名|家|台|年|岁|万|吨|亩|平|块)"
    r"|个|项|条|号|%|‰|年|月|日|万|亿|千|吨|家|亩|平方|米|公里|千瓦|类|种|行业|座|台|辆|升|倍|元|度|户|天|小时|分|人|批|期"
    r"|字|页|级|城|市|省|国|块|毛|岁|(?:加|减|乘以?|除以?|×|÷|=)\s*\d|[.:/]\d)|[a-z]"
    r"|\s+(?:percent|per cent|percentage|yuan|rmb|cny|usd|dollars?|euros?|million|billion|thousand|hundred|tonnes?"
    r"|tons?|mu|hectares?|kilomet(?:er|re)s?|km|kw|mw|gw|square|cubic|degrees?)\b"
    r"|\s+(?:key |numbered )?(?:tasks|projects|items|boxes|entries|rows|agencies|bureaus)\b"
)

_EN_LEAD = rf"(?P<kind>{_KIND_EN})s?(?:-(?=\d)|\s*(?:no\.?|number(?:ed)?|nr\.?|#)?\s*)"
_BOX_ENTRY = r"\s*(?:,|-|\.|\bitem|\bentry|\bno\.?|\bpoint)\s*(?:item|entry|no\.?)?\s*"
_CLASSIFIERS = r"章节|小节|大?部分|大章|大块|事项|条目|项|条|号|个|款|节|章|行|点"
_OF_SERIES = r"(?:(?P<kind3>任务|工程|附件|清单)(?:的|里|中)?(?=序号|编号|号))?"
_NOUN = r"(?:重点)?(?P<kind3>任务|工程|项目|专栏|附件)?"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            rf"专栏\s*(?:第)?\s*(?P<outer>{_N})\s*(?:里|中|下)?(?:的|之)?\s*第?\s*(?P<list>{_N})\s*(?:项|条|个|款|号)",
            "box",
        ),
        (rf"box\s*(?P<outer>\d+){_BOX_ENTRY}(?P<list>\d+)", "box"),
        (rf"box\s*(?P<outer>\d+)[\s,:-]*(?:the )?(?P<list>{_EN_RANK})\s+(?:item|entry|point|one)\b", "box"),
        (rf"(?P<list>{_EN_N})\s+(?:item|entry|point)\s+(?:of|in)\s+box\s*(?P<outer>\d+)", "box"),
        (rf"前\s*(?P<list>(?!一(?:项|条|个)){_N})\s*(?:项|条|个){_NOUN}", "first-n"),
        (rf"倒数(?:第)?\s*(?P<list>{_N})\s*(?:项|条|个){_NOUN}", "from-end"),
        (rf"最后(?:那|的)?(?:一)?(?P<list>)(?P<kind2>项|条|个|行|章|节|部分){_NOUN}", "last"),
        (
            rf"\b(?:the )?(?P<list>second|third)[ -](?:to|from)[ -](?:the )?last (?P<kind>{_KIND_EN})(?![a-z])",
            "from-end",
        ),
        (rf"\blast (?P<list>)(?:(?P<kind>{_KIND_EN})(?![a-z])|one\b)", "last"),
        (
            rf"(?P<kind>{_KIND_ZH})?\s*(?:的|里|中)?[\s,、]*第\s*(?P<list>{_LIST})\s*(?P<kind2>{_CLASSIFIERS})?{_NOUN}",
            "zh",
        ),
        (rf"{_EN_LEAD}(?!first\s*(?:[.!?,]|$))(?P<list>{_EN_LIST})(?![a-z\d_%]|\s*{_COUNTED})", "en"),
        (rf"(?P<list>{_EN_N})\s+(?P<kind>{_KIND_EN})(?![a-z])", "en-ordinal"),
        (
            rf"\bthe (?P<list>{_EN_RANK}) (?:one )?(?:of|among) (?:[a-z']+ ){{0,4}}?(?P<kind>{_KIND_EN})s\b",
            "en-ordinal",
        ),
        (rf"{_OF_SERIES}(?P<kind>{_KIND_ZH})\s*(?:no\.?|#|:|-)?\s*(?P<list>{_PLAIN_LIST})(?:号|项|条)?", "zh-noun"),
        (r"[(]\s*(?P<list>[一二三四五六七八九十]{1,4})\s*[)]", "bracket"),
        (rf"(?<![\d.])(?P<list>{_LIST})\s*(?P<kind2>号|项|条)(?!业){_NOUN}", "classifier"),
        (r"(?<=[)])\s*(?P<list>\d{1,2})(?![\d.%])", "after-bracket"),
        (r"(?<![a-z\d])(?P<code>[tp])\s?(?P<list>\d{1,3})(?![\da-z])", "code"),
        (r"#\s*(?P<list>\d{1,4})", "bare"),
        (rf"(?<![\d.a-z-])(?P<list>\d{{1,3}}(?:\s*(?:{_DASH}|to|through)\s*\d{{1,3}})?)(?!\d|\.(?!\s*$))", "bare"),
    )
)
"""Ways to point at a record, the strongest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberRef:
    """One number that points at a record; -1 is the last one, -2 the last but one.

    ``outer`` is the box a numbered entry stands in, ``documents`` and ``inside`` the documents and headings that govern
    this number (empty: those of the whole question), ``ordinal`` tells 第三个, which may count a list just shown.
    """

    number: int
    kind: RefKind
    start: int
    end: int
    outer: int | None = None
    bare: bool = False
    ordinal: bool = False
    documents: tuple[str, ...] = ()
    inside: tuple[tuple[RefKind, int], ...] = ()


def _expand(words: str, english: bool) -> tuple[int, ...]:
    """Numbers of a list or range such as 45至49, 30、33和34, "45 to 49"."""
    number = _EN_N if english else _N
    values: list[int] = []
    pending_range = False
    for token in re.findall(rf"{number}|{_DASH}|\bto\b|\bthrough\b", words):
        value = english_number(token) if english else parse_numeral(token)
        if value is None:
            pending_range = True
            continue
        if pending_range and values and 0 < value - values[-1] <= 200:
            values.extend(range(values[-1] + 1, value + 1))
        elif value not in values:
            values.append(value)
        pending_range = False
    return tuple(values)


def _values(match: re.Match[str], form: str) -> tuple[int, ...]:
    """The numbers of the forms that are no plain list: the first N, the last one."""
    if form == "last":
        return (-1,)
    if form == "from-end":
        words = match.group("list")
        number = english_number(words) if words.isascii() else parse_numeral(words)
        return (-(number or 1),)
    if form == "first-n":
        return tuple(range(1, min(parse_numeral(match.group("list")) or 0, _MOST) + 1))
    return ()


def _kind_of(match: re.Match[str], form: str) -> RefKind:
    groups = match.groupdict()
    if form == "box":
        return "box"
    if form == "bracket":
        return "section"
    if form == "code":
        return "task" if groups["code"] == "t" else "project"
    if form in ("en", "en-ordinal") or (form in ("last", "from-end") and groups.get("kind") in KINDS_EN):
        return KINDS_EN[groups["kind"]]
    table = dict(KINDS_ZH)
    if table.get(groups.get("kind2") or "") in ("chapter", "section"):
        return table[groups["kind2"]]  # 重点工程第四部分 is a part, not a project
    ahead = groups.get("kind")
    if ahead and groups.get("kind2") and table[ahead] in ("chapter", "section"):
        ahead = None  # 重点任务部分第58项: the part only says where the row stands
    named = [table[g] for g in (groups.get("kind3"), ahead, groups.get("kind2")) if g]
    return next((k for k in named if k != "any"), named[0] if named else "any")


def _is_reference(text: str, match: re.Match[str], form: str) -> bool:
    """Whether a number points at a record rather than counting something."""
    words, before, after = match.group("list"), text[: match.start()], text[match.end() :]
    if form == "first-n":
        return not _OF_BODIES.match(after)
    if form == "zh":
        rows = not _RANKED_AHEAD.search(before) or _row_ranked(words, before, after)
        return rows and _is_rank(match, words, after)
    if form.startswith("en"):  # check that number first
        named = words not in RANKED and not re.match(r"\.\d", after)
        return named if form == "en" else not (words.isdigit() or words in ONES)
    if re.match(r"\.\d", after):
        return False
    if form == "zh-noun" and match.group()[-1] in "项条" and _TOTAL_AHEAD.match(after):
        return False  # 附件18条当中
    if form == "zh-noun" and not words[0].isdigit():
        # 任务一览, 工程一批: a Chinese numeral right after a noun counts only when nothing follows that it belongs to.
        return not re.match(r"[览批些下起样般共定系律个种直切来多余边者方块头类侧手角]", after)
    if (after[:1] == "行" or (form == "classifier" and match.group("kind3"))) and _COUNT_BEHIND.match(after):
        return False
    if form == "classifier":  # 号 never counts anything
        return match.group("kind2") == "号" or not _is_count(words, before, after)
    if form == "bare":
        counts = _COUNT_AHEAD.search(before) or _UNIT.match(after) or _COUNTS_NOUN.match(after)
        return not (counts or re.search(r"(?:pm|o|co|十|“|\")$", before))
    return True


def _row_ranked(words: str, before: str, after: str) -> bool:
    """工程里排第二十二的: a place among rows."""
    body = re.match(r"\s*[位名个]?的?是?(?:单位|部门|局|委|机构|谁|哪)", after)
    return words not in ("一", "1") and bool(_SERIES_AHEAD.search(before)) and not body


def _is_rank(match: re.Match[str], words: str, after: str) -> bool:
    """Whether 第N points at a record: with a noun or a classifier, or before words that ask."""
    behind = match.group("kind3")  # 第1个工程牵头的是谁 is a row
    if words in ("一", "1") and not behind and match.group("kind2") in (None, "个") and _RANK_OF_BODY.match(after):
        return False  # 第一责任单位 is the lead
    if match.group("kind2") == "个" and re.match(
        r"\s*(?:单位|部门|局|行业|方面|问题|原因|阶段|文件|文本|方案|意见)", after
    ):
        return False
    named = any(match.group(k) for k in ("kind", "kind2", "kind3"))
    return named or bool(_AFTER_BARE_ORDINAL.match(after))


def _is_count(words: str, before: str, after: str) -> bool:
    """Whether N项 is a number of things: 下一项, 三项任务, 共58项; a reference of one digit is written with 第."""
    if re.search(_DASH, words):
        return False  # a stretch points at rows
    return bool(_COUNT_AHEAD.search(before) or _TOTAL_AHEAD.match(after)) or words in "一二三四五六七八九两"


def find_refs(text: str, blocked: tuple[tuple[int, int], ...] = ()) -> tuple[NumberRef, ...]:
    """All references to numbered records, strongest form first, without overlaps or blocked spans (years, regions)."""
    taken = list(blocked)
    refs: list[NumberRef] = []
    for pattern, form in _PATTERNS:
        if form == "bare" and refs:
            continue
        for match in pattern.finditer(text):
            if any(match.start("list") < end and start < match.end("list") for start, end in taken):
                continue
            if not _is_reference(text, match, form):
                continue
            outer = parse_numeral(match.group("outer")) if "outer" in match.groupdict() else None
            heading = form == "bare" and _HEADING.match(text, match.end())
            for value in _values(match, form) or _expand(
                match.group("list"), english=form.startswith("en") or (form == "box" and match.group("list").isascii())
            ):
                refs.append(
                    NumberRef(
                        number=value,
                        kind="section" if heading else _kind_of(match, form),
                        start=match.start(),
                        end=match.end(),
                        outer=outer,
                        bare=form == "bare",
                        ordinal=form == "zh" and match.group("kind2") == "个",
                    )
                )
            taken.append((match.start(), match.end()))
    return tuple(sorted(refs, key=lambda r: (r.start, r.number)))


_HOW_MANY = re.compile(r"(?<!第)\d{2,3}\s*(?:大|条|项|个)\s*(?:重点)?(?:任务|工程|事项|工作)")
_OF_THEM = re.compile(r"哪(?:些|几)|几[项条个]|多少|[是有]哪|列(?:出|一下)|清单|全部|名单|挑|筛|找")


def says_how_many(text: str, ref: NumberRef) -> bool:
    """Whether the number of all rows of a series stands for these rows (140条任务里有哪些), not for the last one."""
    written = text[ref.start : ref.end + 2]
    return bool(_HOW_MANY.match(written) and "第" not in written and _OF_THEM.search(text[ref.end :]))


_HEADING = re.compile(r"\s*[.、]\s*[\u4e00-\u9fff]{3,}")
"""What follows the number of a heading: 16. 优化交通运输结构."""
_MOST = 60
"""How many of the first rows may be asked for at once."""
_BASE_AHEAD = re.compile(
    r"(?:(?<!占)比|较|相对于?|相比(?:于)?|以)\s*$"
    r"|\b(?:from|than|since|against|relative to|compared (?:with|to)|over)(?: (?:the )?(?:level )?(?:of|in)?)?\s*$"
)
"""Right before a year that a change is measured from."""
_YEAR = re.compile(
    r"(?<!\d)((?:20\d\d|19\d\d)(?!\s*[万亿元块家台吨亩户辆座多余])|[23]\d(?=年(?![来间期内多以左限])))\s*(?:年(?:度|底|末|前|以前)?)?|[“\"]?(?:十四五|十五五|十三五)[”\"]?(?:期间|时期)?"
)


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def find_years(text: str) -> tuple[tuple[tuple[int, int], int | None], ...]:
    """Years named in a text with their spans; a plan period such as 十四五 has no single year, and
    one that a change is measured from (比2020年) is not the year asked about.
    """
    return tuple(
        (
            (m.start(), m.end()),
            None if not m.group(1) or _BASE_AHEAD.search(text[: m.start()]) else _full(int(m.group(1))),
        )
        for m in _YEAR.finditer(text)
    )
