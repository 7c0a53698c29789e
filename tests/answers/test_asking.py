from __future__ import annotations

import pytest

from assistant.answers.asking import Asked, read_question
from assistant.core.answer import Language
from assistant.core.text import detect_language, normalise


def asked(text: str, *, names: tuple[str, ...] = (), language: Language | None = None) -> Asked:
    normal = normalise(text)
    return read_question(normal, language or detect_language(normal), names=names, regions=("浙江", "Zhejiang"))


@pytest.mark.parametrize(
    ("text", "kind", "measure"),
    [
        ("秸秆综合利用率是多少", "number", "%"),
        ("农膜回收率目标", "number", "%"),
        ("要建多少个网点", "number", "count"),
        ("新增灌溉面积多少万亩", "number", "亩"),
        ("达到几级水平", "number", "级"),
        ("补贴多少钱", "money", "元"),
        ("预算总额", "money", "元"),
        ("按什么税率缴税", "number", "%"),
        ("名单什么时候公布", "when", ""),
        ("多久完成审核", "duration", "span"),
        ("哪一天印发的", "day", ""),
        ("局长的电话", "contact", ""),
        ("厅长是谁", "contact", ""),
        ("中心在哪个区", "where", ""),
        ("有哪些行业", "list", ""),
        ("在哪些园区试点", "list", ""),
        ("怎么处理旧电池", "open", ""),
        ("房价有什么调控措施", "list", ""),
        ("给什么奖励，门槛是多少", "open", ""),
        ("What is the straw utilisation rate target?", "number", "%"),
        ("How many recycling points are planned?", "number", "count"),
        ("How high is the fine?", "money", "元"),
        ("When is the list published?", "when", ""),
        ("How long may the audit take?", "duration", "span"),
        ("What is the phone number of the bureau?", "contact", ""),
        ("Which industries are covered?", "list", ""),
        ("How does the plan address plastics?", "open", ""),
        ("What is the office address of the bureau?", "contact", ""),
    ],
)
def test_kind_and_measure(text: str, kind: str, measure: str) -> None:
    found = asked(text)
    assert (found.kind, found.measure) == (kind, measure)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年的目标", (2025,)),
        ("2022年和2025年分别是多少", (2022, 2025)),
        ("比2020年提高多少", ()),
        ("到25年要达到多少", (2025,)),
        ("by how much compared with 2020, by 2025?", (2025,)),
        ("期限10年", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert asked(text).years == years


@pytest.mark.parametrize(
    ("text", "amounts", "claims"),
    [
        ("秸秆综合利用率是90%吗", ("90%",), True),
        ("利用率定为百分之九十五合适", ("95%",), True),
        ("13个行业是哪些", ("13个",), False),
        ("PM2.5和5G怎么说", (), False),
        ("per 10,000 yuan of value added", (), False),
    ],
)
def test_amounts_named_and_taken_for_true(text: str, amounts: tuple[str, ...], claims: bool) -> None:
    found = asked(text)
    assert (found.amounts, found.claims) == (amounts, claims)


@pytest.mark.parametrize("text", ["能不能用塑料袋", "管不管油烟", "受支持吗", "Does it apply?", "有没有补贴"])
def test_yes_or_no(text: str) -> None:
    assert asked(text).yes_no


@pytest.mark.parametrize("text", ["怎么用", "How does it apply?", "多少家"])
def test_neither_yes_nor_no(text: str) -> None:
    assert not asked(text).yes_no


def test_words_of_the_documents_named_are_no_words_of_the_question() -> None:
    found = asked("浙江省的秸秆目标", names=("浙江", "浙江省"))
    assert "".join(unit.words for unit in found.units).strip("的") == "秸秆目标"


@pytest.mark.parametrize(
    ("text", "place"), [("北京市的目标", "北京市"), ("浙江的目标", "浙江"), ("What does Shanghai plan?", "shanghai")]
)
def test_other_places_are_required(text: str, place: str) -> None:
    assert [unit.words for unit in asked(text).units if unit.required] == [place]


def test_everyday_words_carry_official_ones() -> None:
    (unit,) = asked("塑料布").units
    assert unit.synonyms[0].official == ("农膜", "地膜")
    assert unit.synonyms[0].share == 1.0


def test_an_everyday_word_inside_a_phrase_of_the_documents_counts_less() -> None:
    found = read_question("降低能耗", "zh", joined=lambda pair: pair == "低能")
    assert found.units[0].synonyms[0].share < 1.0


def test_english_terms_in_a_chinese_question_are_translated() -> None:
    found = asked("浙江的 straw utilisation rate 是多少", language="zh")
    assert any("秸秆综合利用率" in synonym.official for unit in found.units for synonym in unit.synonyms)


def test_light_words_count_little() -> None:
    (unit,) = asked("绿色金融措施").units
    assert unit.factors[:4] == (1.0, 1.0, 1.0, 1.0)
    assert max(unit.factors[4:]) < 0.5


@pytest.mark.parametrize("text", ["各地的目标是多少", "五个文件怎么说", "What do all the documents say?"])
def test_asked_of_every_document(text: str) -> None:
    assert asked(text).everywhere


@pytest.mark.parametrize(
    ("text", "held", "missing"),
    [
        ("How tall may wooden buildings be?", "建筑高度", "装配式建筑"),
        ("What is the maximum weight of a lorry?", "载重10吨", "中重型货车"),
        ("What is the fine for wasting food?", "罚款", "餐后打包"),
        ("Are school meals free in Shenzhen?", "免费午餐", "学校餐饮"),
        ("Which brand of bus is bought?", "品牌", "公交"),
    ],
)
def test_what_is_asked_of_a_thing_must_be_told(text: str, held: str, missing: str) -> None:
    (attribute,) = asked(text).attributes
    assert attribute.search(held) and not attribute.search(missing)


@pytest.mark.parametrize("text", ["Which waste-free parks are planned?", "What of fine dust?", "How fast is it done?"])
def test_nothing_is_asked_of_a_thing(text: str) -> None:
    assert asked(text).attributes == ()
