"""What an open question asks for: the kind of answer, the years and amounts it names, and its informative words.

Knows the wordings of asking in both languages; refuses to know any document or any particular question. Words are kept
as units: stretches of the question with the Chinese words that would say the same in a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.core.answer import Language
from assistant.core.glossary import policy_glossary
from assistant.core.wording import everyday_words, without_frames
from assistant.dialogue.places import PLACES

Kind = Literal["number", "money", "when", "day", "duration", "contact", "where", "list", "open"]

_ZH_KINDS: tuple[tuple[Kind, str], ...] = (
    ("contact", r"电话|手机号|邮箱|电子邮件|地址|网址|传真|联系方式|联系人|姓名|叫什么名|起草人|(?:长|主任|书记|负责人)(?:是|叫)?谁|谁(?:是|当).{0,8}(?:长|主任|书记)"),
    ("day", r"哪一?天|几号|几月几[日号]|具体日期|什么日期"),
    ("duration", r"多久|多长时间|多少[天年]|多少个?(?:月|小时|工作日)|几[天年](?!前|后)|几个(?:月|小时|工作日)|年限|期限是"),
    ("money", r"多少(?:万|亿|万亿|千万)?(?:元|钱|块|人民币)|几(?:万|亿)?元|花多少|罚多少|补多少|奖多少|^(?!.*(?:有什么|怎么|如何|哪些|什么措施)).*(?:金额|预算|总投资|收费标准|票价|房价|价格|单价|工资|薪|补贴标准|奖励标准)"),
    ("when", r"什么时候|何时|什么时间|哪一?年|哪个月|哪个季度|几月|时间节点|截止"),
    ("number", r"多少|百分之几|几成|(?<!哪)几(?:个|家|台|座|项|条|级|种|处|万|亿|倍|类|批|次|户|名|辆|吨|亩)|多大(?:面积|规模)?|多高|多重|占比|达到几|什么(?:税率|比例|比率)|税率(?:是|为)?(?:什么|[?？])"),
    ("where", r"哪里|在哪(?![些几])|哪儿|什么地方|哪个(?:省|市|区|县|城市|地方|位置)"),
    ("list", r"哪些|哪几|有什么|包括什么|什么(?:行业|园区|企业|技术|地区|领域|内容|污染物|河|材料|设备|产品)"),
)  # fmt: skip
_ZH_AMOUNT_END = re.compile(
    r"(?:率|量|比重|比例|占比|面积|系数|规模|强度|浓度|容量|数量|个数|家数|台数|产值|吨数|标准煤)(?:的)?"
    r"(?:目标值?|指标值?|要求|标准|数值|是|为|达到|要达到|分别|各|各是|多高|如何|怎么样|怎样|分别是|什么|[?。!\s])*$"
)
_EN_KINDS: tuple[tuple[Kind, str], ...] = (
    ("contact", r"\b(?:phone|telephone|e-?mail|address|contact|website)\b|\bwho (?:is|was) the (?:\w+ )?(?:director|head|mayor|governor|minister|author|chief|secretary)\b|\bwho (?:drafted|wrote)\b|\bname of the (?:director|head|mayor)\b"),
    ("day", r"\b(?:what|which|exact) (?:date|day)\b"),
    ("duration", r"\bhow long\b|\bhow many (?:days|months|years|hours|weeks)\b|\bhow often\b|\btime limit\b"),
    ("money", r"\bhow much (?:money|does .* (?:cost|pay)|is the (?:fine|fee|budget|subsidy|price)|will .* cost)\b|\bhow (?:high|large|big) (?:is|are|was) .*(?:fine|penalt|budget|subsid|fee|fund|salar|wage|price)|\b(?:budget|price|wage|salary|salaries|ticket|cost per)\b|\bwhat (?:subsidy|fine|fee|price)\b"),
    ("when", r"\bwhen\b|\bwhat year\b|\bwhich year\b|\bby what time\b|\bdeadline\b|\bwhat time\b"),
    ("number", r"\bhow (?:much|many|high|large|big|low|far)\b|\bby how much\b|\bwhat (?:is |are |was )?(?:the |its |[\w']+'s )?(?:\w+[ -]){0,6}(?:rate|share|percentage|proportion|ratio|target|targets|capacity|coefficient|coverage|area|quota|number|amount|threshold)\b|\b(?:percentage|proportion|share|rate|number|amount|target) (?:of|for)\b"),
    ("where", r"\bwhere\b|\bwhich (?:city|district|county|province|place)\b"),
    ("list", r"\bwhich\b|\bwhat (?:are|kinds?|types?|industries|sectors|measures|technologies|rivers|parks)\b|\blist\b"),
)  # fmt: skip
_YES_NO = re.compile(
    r"吗|是不是|是否|能不能|有没有|会不会|要不要|可不可以|需不需要|对不对|对吧|是吧|管不管|还送不送|行不行"
    r"|^(?:is|are|does|do|did|can|could|will|would|must|has|have|should|was|were)\b"
)
_YEAR = re.compile(
    r"(?P<base>(?:比|较|相比|相对于|\b(?:than|from|over|against|relative to|compared (?:to|with))(?: in)?) ?)?"
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)年?(?:底|末|前|之前|以前)?"
)
_PERIOD = re.compile(r"[“\"]?十四五[”\"]?(?:期间|末|时期)?|\b14th five[- ]year plan(?: period)?\b")
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?(?:万|亿|千|百)?(?:%|个百分点|吨标准煤|元|吨|亩|家|个|台|座|项|条|平方米|千瓦|辆|人|户|倍|级|种|家企业)?"
)
_MEASURE = re.compile(
    r"(?:百分之)?(?:多少|(?<!哪)几)(?:万|亿|千)?(?P<unit>元|钱|吨|亩|公顷|平方米|平方公里|千瓦|%|个百分点|家|个|台|座|项|条|种|辆|人|户|名|位|处|级|倍|次)?"
)
_RATE = re.compile(r"百分之几|百分之多少|率|比例|比重|占比|\b(?:rate|share|percentage|proportion|ratio|coverage)\b")
_NO_RATE = re.compile(r"效率|频率|功率|汇率|领跑率")
_COUNT_UNITS = "家个台座项条种辆人户名位处"
_EN_MONEY_OR_TAX = re.compile(r"\btax rate\b|税率")
_LIGHT = ["目标值", "目标", "要求", "规定", "标准", "措施", "方面", "情况", "内容", "计划", "打算", "安排", "政策", "工作", "事情", "办法", "方法", "做法", "方案", "文件", "相关", "有关", "主要", "重点", "推动", "推进", "推广", "加强", "开展", "实施", "促进", "提升", "提高", "建设", "发展", "进行", "达到", "需要", "应该", "应当", "必须", "可以", "要达到", "完成", "实现", "总体", "各地", "各省", "各市", "分别", "省里", "市里", "全省", "全市", "我省", "我市", "本省", "本市", "当地", "地方", "地区", "省市", "关于", "针对", "对于", "定了", "提出", "提倡", "鼓励", "支持", "采取", "制定", "累计", "打造", "企业", "项目", "方式", "水平", "领域", "区域", "以上", "以下", "左右", "多少", "使用", "搞", "管", "后果", "新的", "哪种", "特别", "比较", "今后", "以后", "以前", "现在", "目前", "将来", "期间", "每年", "顺便", "剩下", "剩下的", "拿来", "那些", "那边", "做得好", "底下", "回事", "自己", "主动", "客人", "东西", "被列入", "新政策", "后来", "特意", "一般", "通常", "平时", "比如", "尤其", "同时"]
_LIGHT_PATTERN = re.compile("|".join(sorted(_LIGHT, key=len, reverse=True)))
_EN_LIGHT = frozenset(
    ["target", "goal", "plan", "policy", "requirement", "standard", "measure", "main", "key", "promote", "improve", "develop", "support", "encourage", "build", "establish", "enterprise", "company", "project", "area", "level", "number", "amount", "region", "province", "city", "industry", "system", "create", "require", "complete", "use", "new", "government", "increase", "strengthen", "share", "rate", "proportion", "percentage", "ratio", "apply", "annual", "create"]
)
_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:\.[a-z0-9]+)*")
_EN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.'-]*")
_EN_EMPTY = frozenset(
    ["a", "able", "about", "above", "according", "achieve", "across", "actually", "add", "adds", "added", "address", "after", "again", "against", "ago", "aim", "aims", "all", "allow", "allowed", "almost", "along", "already", "also", "although", "always", "am", "among", "an", "and", "another", "answer", "any", "anyone", "anything", "are", "around", "as", "ask", "at", "away", "back", "based", "be", "because", "become", "becomes", "been", "before", "began", "behind", "being", "below", "beside", "best", "better", "between", "beyond", "both", "bring", "brings", "but", "by", "call", "called", "came", "can", "cannot", "case", "cause", "certain", "change", "clear", "clearly", "come", "comes", "coming", "common", "compare", "compared", "concern", "concerning", "concrete", "consider", "contain", "could", "country", "course", "current", "currently", "day", "days", "deal", "dealt", "describe", "described", "detail", "details", "did", "different", "do", "document", "documents", "does", "doing", "done", "down", "due", "during", "each", "early", "either", "else", "end", "ensure", "especially", "even", "ever", "every", "exact", "exactly", "example", "expect", "expected", "expects", "explain", "face", "fact", "far", "few", "final", "find", "first", "focus", "follow", "following", "for", "force", "form", "former", "found", "four", "from", "full", "further", "future", "gave", "general", "get", "gets", "getting", "give", "given", "gives", "giving", "go", "goes", "going", "gone", "good", "got", "great", "group", "had", "half", "hand", "handed", "happen", "happens", "hard", "has", "have", "having", "he", "help", "her", "here", "high", "him", "himself", "his", "how", "however", "i", "idea", "if", "important", "in", "include", "included", "includes", "including", "indeed", "inside", "instead", "into", "involve", "involved", "is", "issue", "issued", "it", "item", "items", "its", "itself", "just", "keep", "kept", "kind", "kinds", "know", "known", "large", "largest", "last", "late", "later", "latest", "least", "leave", "left", "let", "like", "likely", "little", "local", "long", "longer", "look", "low", "made", "main", "mainly", "make", "makes", "making", "many", "matter", "may", "me", "mean", "means", "meant", "meet", "mention", "mentioned", "mentions", "might", "minimum", "maximum", "month", "more", "most", "mostly", "much", "must", "my", "name", "named", "near", "nearly", "necessary", "need", "needed", "needs", "never", "next", "nice", "nine", "no", "non", "none", "nor", "not", "note", "nothing", "now", "object", "of", "off", "offer", "often", "ok", "on", "once", "one", "ones", "only", "open", "or", "order", "other", "others", "our", "out", "over", "overall", "own", "page", "paper", "part", "particular", "parts", "past", "people", "per", "perhaps", "period", "place", "planned", "plans", "please", "point", "possible", "present", "probably", "provide", "provided", "provides", "put", "puts", "question", "quite", "rather", "reach", "reached", "reaches", "reaching", "read", "real", "really", "reason", "recent", "refer", "regard", "regarding", "related", "relevant", "remain", "respect", "respective", "respectively", "right", "run", "said", "same", "say", "saying", "says", "second", "see", "seek", "seem", "seen", "serve", "set", "sets", "seven", "several", "shall", "she", "should", "show", "shown", "shows", "side", "similar", "since", "single", "six", "skip", "so", "some", "someone", "something", "soon", "sort", "sorts", "specific", "specifically", "specify", "stand", "state", "stated", "states", "stay", "step", "still", "such", "sure", "ta", "take", "taken", "takes", "taking", "talk", "tell", "ten", "text", "than", "that", "the", "their", "them", "then", "there", "therefore", "these", "they", "thing", "things", "think", "this", "those", "though", "three", "through", "throughout", "thus", "till", "time", "times", "to", "today", "together", "too", "total", "toward", "towards", "true", "try", "turn", "two", "type", "types", "under", "until", "up", "upon", "us", "use", "used", "uses", "using", "usually", "various", "very", "via", "want", "wanted", "wants", "was", "way", "ways", "we", "week", "well", "went", "were", "what", "whatever", "when", "where", "whether", "which", "while", "who", "whole", "whom", "whose", "why", "will", "wish", "with", "within", "without", "word", "words", "work", "works", "would", "write", "written", "year", "years", "yes", "yet", "you", "your"]
)
LIGHT_FACTOR = 0.3
UNKNOWN_FACTOR = 0.6
"""An English word the glossary does not know may be a verb of asking as well as the point of the question."""
Joined = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonym:
    """Official words for a stretch of a unit."""

    start: int
    end: int
    official: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Words of the question as they stand, with a factor for each character (or one for a word that is not Chinese).

    ``synonyms`` are Chinese words that would say the same; an English term is a unit whose whole length has synonyms.
    A ``required`` unit names something (a place, a name) that must be in the passage.
    """

    words: str
    factors: tuple[float, ...]
    synonyms: tuple[Synonym, ...] = ()
    required: bool = False

    @property
    def is_han(self) -> bool:
        return bool(self.words) and not self.words.isascii()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question as the evidence is held against it."""

    kind: Kind
    yes_no: bool
    units: tuple[Unit, ...]
    years: tuple[int, ...] = ()
    period: bool = False
    amounts: tuple[str, ...] = ()
    measure: str = ""


def read_question(
    text: str,
    language: Language,
    *,
    names: Sequence[str] = (),
    regions: Sequence[str] = (),
    joined: Joined = lambda pair: False,
) -> Asked:
    """What a normalised question asks.

    ``names`` are those of the documents it is limited to, ``regions`` those of all documents; ``joined`` tells whether
    two characters stand side by side in the documents.
    """
    lowered = _blank_names(text.lower(), names)
    period = bool(_PERIOD.search(lowered))
    rest = _PERIOD.sub(" ", lowered)
    # A year that something is compared with is no year that it is about.
    years = tuple(dict.fromkeys(int(m.group("year")) for m in _YEAR.finditer(rest) if not m.group("base")))
    rest = _YEAR.sub(" ", rest)
    kind = _kind(rest, language)
    measure = _measure(rest, kind)
    amounts = tuple(m.group() for m in _AMOUNT.finditer(rest) if not _inside_word(rest, m.start(), m.end()))
    if language == "en":
        units = tuple(_english_units(_blank_names(text, names), regions))
    else:
        units = tuple(_chinese_units(_without_amounts(rest), names, regions, joined))
    return Asked(
        kind=kind,
        yes_no=bool(_YES_NO.search(lowered.strip())),
        units=units,
        years=years,
        period=period,
        amounts=amounts,
        measure=measure,
    )


def _blank_names(text: str, names: Sequence[str]) -> str:
    for name in sorted({n for n in names if len(n) > 1}, key=len, reverse=True):
        text = re.sub(re.escape(name) + (r"(?:'s)?" if name[-1].isascii() else ""), " ", text, flags=re.IGNORECASE)
    return text


def _kind(text: str, language: Language) -> Kind:
    for kind, pattern in _EN_KINDS if language == "en" else _ZH_KINDS:
        if re.search(pattern, text):
            return "number" if kind == "money" and _EN_MONEY_OR_TAX.search(text) else kind
    if language == "zh" and _ZH_AMOUNT_END.search(text.strip(" ?？。！!")):
        return "number"
    return "open"


def _measure(text: str, kind: Kind) -> str:
    """The unit an amount must have: a unit as asked, ``count`` for counted things, ``%`` for rates, else nothing."""
    if kind == "money":
        return "元"
    if kind != "number":
        return ""
    found = _MEASURE.search(text)
    unit = (found.group("unit") or "") if found else ""
    if unit in ("元", "钱"):
        return "元"
    if unit in ("%", "个百分点") or (not unit and _RATE.search(_NO_RATE.sub("", text))):
        return "%"
    if re.search(r"\bhow many\b", text):
        return "count"
    return "count" if unit and unit in _COUNT_UNITS else unit


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether digits belong to a name such as PM2.5 or 5G."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and (before.isalpha() or before == ".")) or (after.isascii() and after.isalpha())


def _without_amounts(text: str) -> str:
    return _AMOUNT.sub(lambda m: m.group() if _inside_word(text, m.start(), m.end()) else " ", text)


def _chinese_units(text: str, names: Sequence[str], regions: Sequence[str], joined: Joined) -> Iterator[Unit]:
    """Runs of the question between the words of asking; the places it names are units of their own."""
    text = without_frames(_MEASURE.sub(" ", text))
    places = _places(names, regions)
    for match in places.finditer(text):
        words = match.group()
        official = tuple(o for word in everyday_words(words) for o in word.official)
        synonyms = (Synonym(start=0, end=len(words), official=(match.group(1), *official)),)
        yield Unit(words=words, factors=(1.0,) * len(words), synonyms=synonyms, required=True)
    for run in _RUN.findall(places.sub(" ", text)):
        if run.isascii():
            yield Unit(words=run, factors=(1.0,))
        else:
            yield Unit(words=run, factors=_factors(run), synonyms=tuple(_synonyms(run, joined)))


def _factors(run: str) -> tuple[float, ...]:
    factors = [1.0] * len(run)
    for match in _LIGHT_PATTERN.finditer(run):
        factors[match.start() : match.end()] = [LIGHT_FACTOR] * (match.end() - match.start())
    return tuple(factors)


def _synonyms(run: str, joined: Joined) -> Iterator[Synonym]:
    """Everyday words in a run, unless the documents join them to their neighbours: 垃圾 in 建筑垃圾 stays as it is."""
    for word in everyday_words(run):
        before, after = run[max(word.start - 1, 0) : word.start + 1], run[word.end - 1 : word.end + 1]
        if not (len(before) == 2 and joined(before)) and not (len(after) == 2 and joined(after)):
            yield Synonym(start=word.start, end=word.end, official=word.official)


def _places(names: Sequence[str], regions: Sequence[str]) -> re.Pattern[str]:
    """Names of places in Chinese, less those of the documents the question is limited to."""
    known = "".join(names)
    wanted = sorted({p for p in (*regions, *PLACES) if p and not p.isascii() and p not in known}, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, wanted))})(?:省|市|自治区|特区)?" if wanted else r"((?!))")


def _english_units(text: str, regions: Sequence[str]) -> Iterator[Unit]:
    """Glossary terms with their Chinese words; words it does not know, which a Chinese passage cannot hold."""
    text = _YEAR.sub(" ", _PERIOD.sub(" ", text))
    covered: list[tuple[int, int]] = []
    for term in policy_glossary().find(text):
        covered.append((term.start, term.end))
        light = term.english.lower() in _EN_LIGHT or term.english.lower().rstrip("s") in _EN_LIGHT
        synonym = Synonym(start=0, end=1, official=term.chinese)
        yield Unit(words=term.english.lower(), factors=(LIGHT_FACTOR if light else 1.0,), synonyms=(synonym,))
    places = {*PLACES.values(), *(name.lower() for name in regions)}
    for match in _EN_WORD.finditer(text):
        word = match.group().rstrip(".'").removesuffix("'s")
        if len(word) < 2 or word.lower() in _EN_EMPTY or any(low <= match.start() < high for low, high in covered):
            continue
        named = word[0].isupper() and not word.isupper() and (match.start() > 0 or word.lower() in places)
        yield Unit(words=word.lower(), factors=(1.0 if named else UNKNOWN_FACTOR,), required=named)
