from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.glossary import DEFAULT_FILE, Glossary, load_glossary, policy_glossary


def chinese_of(text: str) -> list[str]:
    return [term.chinese[0] for term in policy_glossary().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("non-fossil energy", ["非化石能源"]),
        ("Non fossil sources", ["非化石能源"]),
        ("straw utilization rates", ["秸秆综合利用率"]),
        ("cleaner production audits", ["清洁生产审核"]),
        ("key companies", ["重点企业"]),
        ("data centers", ["数据中心"]),
        ("taxis", ["出租车"]),
        ("reducing", ["减少"]),
        ("squeezing", ["压减"]),
        ("burn coal", ["燃煤"]),
        ("lorry fleets", ["货车"]),
        ("garbage classification", ["垃圾分类"]),
        ("enterprise bodies", ["企业"]),
        ("cooking the books", ["弄虚作假"]),
        ("xyzzy", []),
    ],
)
def test_word_forms_and_spellings(text: str, expected: list[str]) -> None:
    assert chinese_of(text) == expected


def test_places_of_terms() -> None:
    (term,) = policy_glossary().find("the straw here")
    assert (term.english, term.start, term.end) == ("straw", 4, 9)


def test_back_into_english_by_the_longest_term() -> None:
    found = policy_glossary().english_terms("全省秸秆综合利用率达到96%")
    assert found[0] == ("秸秆综合利用率", "straw utilisation rate")
    assert policy_glossary().english("农膜") == "agricultural film"
    assert policy_glossary().english("没有的词") is None


def test_no_term_is_given_twice_and_every_line_is_used() -> None:
    lines = [line for line in DEFAULT_FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    keys = [line.partition("\t")[0] for line in lines]
    assert len(keys) == len(set(keys)) >= 800
    assert len(policy_glossary()) > 0.97 * len(keys)


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary([]).find("straw") == ()
    assert Glossary([]).english_terms("秸秆") == ()


def test_a_line_without_a_tab_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("# comment\nstraw\t秸秆\nfilm 农膜\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        load_glossary(path)


def test_a_remark_in_parentheses_is_not_matched(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("lead (metal)\t铅\n", encoding="utf-8")
    assert load_glossary(path).find("lead")[0].chinese == ("铅",)


@pytest.mark.parametrize(
    ("word", "chinese"),
    [("volunteer", "自愿"), ("steelworks", "钢铁"), ("promoting", "推广")],
)
def test_words_made_from_a_term(word: str, chinese: str) -> None:
    assert chinese in policy_glossary().related(word)


@pytest.mark.parametrize("word", ["transparent", "contract", "dose", "wildlife"])
def test_words_that_only_begin_alike_are_not_related(word: str) -> None:
    assert policy_glossary().related(word) == ()


@pytest.mark.parametrize("text", ["printed", "advance", "how it works", "in order to", "back", "spare me the rest"])
def test_everyday_words_are_no_terms_by_their_ending(text: str) -> None:
    assert chinese_of(text) == []
