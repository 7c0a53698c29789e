from __future__ import annotations

import pytest

from assistant.answers.passages import Sentence, amounts, document_years, fits, listed, sentences_of, years_in
from assistant.core.corpus import Corpus
from assistant.core.records import DocumentInfo


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("秸秆综合利用率达到96%以上", [("96%", "%")]),
        ("下降14.5%、15%", [("14.5%", "%"), ("15%", "%")]),
        ("减排 19.73 万吨", [("19.73 万吨", "吨")]),
        ("200 万千瓦", [("200 万千瓦", "千瓦")]),
        ("创建5—10个园区", [("5—10个", "个")]),
        ("到2025年底", []),
        ("苏政办发〔2021〕105号", []),
        ("PM2.5和5G", []),
        ("一级水平", [("一级", "级")]),
        ("系数达到 0.535", [("0.535", "")]),
        ("第58项任务", []),
    ],
)
def test_amounts(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[a.start : a.end].strip("。 "), a.unit) for a in amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到 2025 年，较 2020 年降低", (2025,)),
        ("2023—2025年", (2023, 2025, 2024)),
        ("“十四五”期间", (2021, 2022, 2023, 2024, 2025)),
        ("每年", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert set(years_in(text)) == set(years)


def test_the_years_of_a_document() -> None:
    info = DocumentInfo(
        document="a", title="方案（2023-2025年）", titles=(), region="", region_en="", title_en="", level="", file="",
        sha256="",
    )  # fmt: skip
    assert set(document_years(info)) == {2023, 2024, 2025}


def sentence_with(five: Corpus, words: str) -> Sentence:
    record = next(r for r in five.records if words in r.text and r.series != "section")
    return next(s for s in sentences_of(five.evidence(record), five) if words in s.text)


def test_a_sentence_is_cut_at_commas_but_not_inside_brackets(five: Corpus) -> None:
    sentence = sentence_with(five, "岸电覆盖率达80%以上")
    assert [clause.text for clause in sentence.clauses] == [
        "到2025年，", "实现高速公路服务区快充站全覆盖，", "港口码头泊位（油气化工码头泊位除外）岸电覆盖率达80%以上。",
    ]  # fmt: skip
    assert sentence.years == (2025,)


def test_headings_give_the_year_where_the_sentence_names_none(five: Corpus) -> None:
    assert sentence_with(five, "全省秸秆综合利用率达到95%以上").years == (2022,)


def test_only_sentences_that_a_hit_covers(five: Corpus) -> None:
    record = five.record("guangdong/box/4-3")
    half = five.quote(record, 0, 8)
    whole = five.quote(record, 0, len(record.text))
    assert 0 < len(sentences_of(half, five)) < len(sentences_of(whole, five))


@pytest.mark.parametrize(
    ("kind", "measure", "words", "expected"),
    [
        ("number", "%", "岸电覆盖率达80%以上", True),
        ("number", "亩", "岸电覆盖率达80%以上", False),
        ("when", "", "岸电覆盖率达80%以上", False),
        ("contact", "", "岸电覆盖率达80%以上", False),
        ("open", "", "岸电覆盖率达80%以上", True),
    ],
)
def test_whether_an_answer_of_the_kind_is_there(
    five: Corpus, kind: str, measure: str, words: str, expected: bool
) -> None:
    assert fits(kind, measure, sentence_with(five, words).clauses[-1:]) is expected


def test_enumerations_are_counted() -> None:
    assert listed("钢铁、水泥、玻璃") == 2
    assert listed("钢铁行业") == 0
