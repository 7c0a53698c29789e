"""Scores of answers worked out by hand: a right one has no finding, every defect is found under its own name."""

from __future__ import annotations

from typing import Any

import pytest

from eval.cases import Expect, Lang
from eval.metrics import Asked, score_turn
from tests.eval.answers import ROW_58, ROW_59, SOURCES, answer, citation

LEAD_58 = Expect.model_validate(
    {
        "agencies": {"lead": ["市住房建设局"], "support": ["市发展改革委", "各区政府"]},
        "cite": {"must": ["shenzhen/task/58"], "quotes": ["市住房建设局"]},
    }
)
RIGHT_58 = "深圳重点任务第58项由市住房建设局牵头，市发展改革委、各区政府协办。[1]"
LIST = Expect.model_validate(
    {"items": [{"series": "task", "must": [58, 59]}], "count": 2, "coverage": {"scanned": 140, "matched": 2}}
)
TWO = {"scanned": 140, "matched": 2, "listed": 2}
REFUSED = Expect.model_validate({"status": "refused", "reason": "not_stated"})


def defects(expect: Expect, given: dict[str, Any], document: str = "shenzhen", lang: Lang = "zh") -> list[str]:
    return [finding.defect for finding in score_turn(expect, Asked(document, lang), given, SOURCES)]


def test_a_right_answer_has_no_finding() -> None:
    assert defects(LEAD_58, answer(RIGHT_58, citation(1, "shenzhen/task/58", ROW_58))) == []


def test_lead_and_support_swapped() -> None:
    text = "深圳重点任务第58项由市发展改革委牵头，市住房建设局、各区政府协办。[1]"
    found = defects(LEAD_58, answer(text, citation(1, "shenzhen/task/58", ROW_58)))
    assert found == ["roles-swapped", "lead-wrong", "support-wrong"]


def test_a_supporter_lost() -> None:
    text = "深圳重点任务第58项由市住房建设局牵头，各区政府协办。[1]"
    assert defects(LEAD_58, answer(text, citation(1, "shenzhen/task/58", ROW_58))) == ["support-wrong"]


def test_the_citation_is_that_of_the_next_row() -> None:
    assert defects(LEAD_58, answer(RIGHT_58, citation(1, "shenzhen/task/59", ROW_59))) == ["citation-shifted"]


def test_the_citation_is_that_of_another_record() -> None:
    given = answer(RIGHT_58, citation(1, "shenzhen/project/12", "推动超低能耗、近零能耗和零碳建筑建设"))
    assert defects(LEAD_58, given) == ["citation-missing", "quote-lacks"]


def test_the_offsets_of_a_quote_are_shifted_by_one() -> None:
    shifted = citation(1, "shenzhen/task/58", ROW_58)
    shifted["start"] += 1
    shifted["end"] += 1
    assert defects(LEAD_58, answer(RIGHT_58, shifted)) == ["quote-false"]


def test_a_word_of_a_quote_is_changed() -> None:
    changed = citation(1, "shenzhen/task/58", ROW_58)
    changed["quote"] = changed["quote"].replace("太阳能", "风能")
    assert defects(LEAD_58, answer(RIGHT_58, changed)) == ["quote-false"]


def test_a_quote_may_leave_out_inline_furniture_only() -> None:
    source = SOURCES["guangdong"]
    start = source.index("**13.强化既有建筑提质改造。**积极")
    given = citation(1, "guangdong/item/13", "积极开展既有居住建筑节能改造")
    given |= {
        "start": start,
        "end": start + len("**13.强化既有建筑提质改造。**积极"),
        "quote": "13.强化既有建筑提质改造。积极",
    }
    expect = Expect.model_validate({"cite": {"must": ["guangdong/item/13"]}})
    assert defects(expect, answer("第13项。[1]", given), "guangdong") == []
    given["quote"] = "13.强化既有建筑改造。积极"
    assert defects(expect, answer("第13项。[1]", given), "guangdong") == ["quote-false"]


def test_no_citation_at_all() -> None:
    assert defects(LEAD_58, answer(RIGHT_58.replace("[1]", ""))) == ["citation-none"]


def test_marks_without_citation_and_citations_without_mark() -> None:
    given = answer(RIGHT_58.replace("[1]", "[2]"), citation(1, "shenzhen/task/58", ROW_58))
    assert defects(LEAD_58, given) == ["mark-dangling", "mark-unused"]


def test_a_complete_list() -> None:
    text = "共扫描140项，符合2项：\n- 第58项 可再生能源 [1]\n- 第59项 全装修 [2]"
    given = answer(text, citation(1, "shenzhen/task/58", ROW_58), citation(2, "shenzhen/task/59", ROW_59), coverage=TWO)
    assert defects(LIST, given) == []


def test_a_list_that_is_cut() -> None:
    given = answer("共2项：\n- 第58项 [1]", citation(1, "shenzhen/task/58", ROW_58), coverage=TWO)
    assert defects(LIST, given) == ["list-cut", "citation-missing"]


def test_a_list_with_a_row_too_many() -> None:
    text = "共2项：第57、58、59项。[1][2]"
    given = answer(text, citation(1, "shenzhen/task/58", ROW_58), citation(2, "shenzhen/task/59", ROW_59), coverage=TWO)
    assert defects(LIST, given) == ["list-extra"]


def test_the_marks_of_a_list_are_shifted_by_one_line() -> None:
    text = "共2项：\n- 第58项 可再生能源 [2]\n- 第59项 全装修 [1]"
    given = answer(text, citation(1, "shenzhen/task/58", ROW_58), citation(2, "shenzhen/task/59", ROW_59), coverage=TWO)
    assert defects(LIST, given) == ["mark-shifted", "mark-shifted"]


def test_a_wrong_count_and_a_wrong_coverage() -> None:
    text = "共3项：第58、59项。[1][2]"
    cited = (citation(1, "shenzhen/task/58", ROW_58), citation(2, "shenzhen/task/59", ROW_59))
    assert defects(LIST, answer(text, *cited, coverage=TWO | {"matched": 3})) == ["count-wrong", "coverage-wrong"]
    assert defects(LIST, answer(text, *cited)) == ["count-wrong", "coverage-wrong"]


def test_a_refusal_that_was_answered() -> None:
    given = answer("广东第12项由市住房建设局牵头。[1]", citation(1, "shenzhen/task/58", ROW_58))
    assert defects(REFUSED, given, "guangdong") == ["answered-not-refused"]


def test_an_answer_that_was_refused() -> None:
    given = answer("未找到。", status="refused", reason="not_stated")
    assert defects(LEAD_58, given) == ["refused-not-answered", "lead-wrong", "support-wrong", "citation-none"]


def test_refused_for_another_reason() -> None:
    assert defects(REFUSED, answer("超出范围。", status="refused", reason="out_of_range")) == ["wrong-reason"]
    assert defects(REFUSED, answer("文件没有写明。", status="refused", reason="not_stated")) == []


def test_asked_back_instead_of_refused_is_no_answer() -> None:
    assert defects(REFUSED, answer("您指哪一项？", status="clarify")) == ["wrong-status"]


def test_an_answered_question_bears_no_reason() -> None:
    given = answer(RIGHT_58, citation(1, "shenzhen/task/58", ROW_58), reason="not_stated")
    assert defects(LEAD_58, given) == ["wrong-reason"]


def test_a_figure_that_is_changed() -> None:
    expect = Expect.model_validate({"numbers": ["96%"], "cite": {"must": ["zhejiang/section/2"]}})
    cited = citation(1, "zhejiang/section/2", "秸秆综合利用率稳定在96%以上")
    assert defects(expect, answer("目标为96%以上。[1]", cited), "zhejiang") == []
    assert defects(expect, answer("目标为69%以上。[1]", cited), "zhejiang") == ["figure-missing"]


@pytest.mark.parametrize(
    ("expect", "text", "found"),
    [
        ({"all_of": ["全装修", ["未指定", "没有指定"]]}, "全装修，没有指定牵头单位", []),
        ({"all_of": ["全装修", ["未指定", "没有指定"]]}, "全装修", ["text-missing"]),
        ({"any_of": ["甲", "乙"]}, "丙", ["text-missing"]),
        ({"none_of": ["市水务局"]}, "由市水务局牵头", ["text-forbidden"]),
        ({"opening": ["不是"]}, "不是，由市住房建设局牵头", []),
        ({"opening": ["不是"]}, "牵头单位：" + "市住房建设局" * 12 + "，所以不是", ["verdict-missing"]),
        ({"order": ["2022年", "2025年"]}, "2025年为96%，2022年为95%", ["order-wrong"]),
        ({"order": ["2022年", "2025年"]}, "2025年为96%", []),
    ],
)
def test_words(expect: dict[str, Any], text: str, found: list[str]) -> None:
    wanted = Expect.model_validate(expect | {"cite": {"optional": True}})
    assert defects(wanted, answer(text)) == found


def test_both_readings_are_offered_in_the_answer_or_the_choices() -> None:
    expect = Expect.model_validate({"status": ["answered", "clarify"], "offers": ["重点任务", "重点工程"]})
    choices = [{"label": "重点任务第12项", "question": "q"}, {"label": "重点工程第12项", "question": "q"}]
    assert defects(expect, answer("您指哪一项？", status="clarify", choices=choices)) == []
    assert defects(expect, answer("您指哪一项？", status="clarify", choices=choices[:1])) == ["offer-missing"]


def test_only_and_none_and_path() -> None:
    cited = citation(1, "shenzhen/task/58", ROW_58, ("一、聚焦重点", "（四）大力推动建筑业清洁生产"))
    other = citation(2, "shenzhen/task/59", ROW_59)
    only = Expect.model_validate({"cite": {"must": ["shenzhen/task/58"], "only": True, "path": ["建筑业"]}})
    assert defects(only, answer("见原文。[1]", cited)) == []
    assert defects(only, answer("见原文。[1][2]", cited, other)) == ["citation-extra"]
    may = Expect.model_validate({"cite": {"must": ["shenzhen/task/58"], "may": ["shenzhen/*"], "only": True}})
    assert defects(may, answer("见原文。[1][2]", cited, other)) == []
    path = Expect.model_validate({"cite": {"must": ["shenzhen/task/58"], "path": ["农业"]}})
    assert defects(path, answer("见原文。[1]", cited)) == ["path-lacks"]
    none = Expect.model_validate({"cite": {"none": True}})
    assert defects(none, answer("您好！")) == []
    assert defects(none, answer("您好！[1]", cited)) == ["citation-unwanted"]


def test_agencies_named_and_nobody_else() -> None:
    cited = citation(1, "shenzhen/task/58", ROW_58)
    expect = Expect.model_validate({"agencies": {"named": ["市住房建设局"], "others": ["各区政府"]}})
    assert defects(expect, answer("由市住房建设局、各区政府办理。[1]", cited)) == []
    assert defects(expect, answer("由市住房建设局、市水务局办理。[1]", cited)) == ["agency-extra"]
    assert defects(expect, answer("由各区政府办理。[1]", cited)) == ["agency-missing"]


def test_no_lead_is_designated() -> None:
    expect = Expect.model_validate(
        {"agencies": {"lead": [], "joint": ["市商务局", "各区政府"]}, "cite": {"optional": True}}
    )
    assert defects(expect, answer("未指定牵头单位，由市商务局、各区政府等按职责分工负责。")) == []
    assert defects(expect, answer("由市商务局牵头，各区政府按职责分工负责。")) == ["lead-wrong", "joint-wrong"]


def test_the_two_names_of_one_body_count_as_one() -> None:
    expect = Expect.model_validate({"agencies": {"lead": ["市住房城乡建设局"]}, "cite": {"optional": True}})
    assert defects(expect, answer("由市住房建设局牵头。")) == []


def test_the_language_of_the_answer() -> None:
    cited = citation(1, "shenzhen/task/58", ROW_58)
    english = "Key task 58 is led by the Housing and Construction Bureau (市住房建设局). [1]"
    expect = Expect.model_validate({"agencies": {"lead": ["市住房建设局"]}})
    assert defects(expect, answer(english, cited, language="en"), lang="en") == []
    assert defects(expect, answer(RIGHT_58, cited, language="en"), lang="en") == ["language-wrong"]
    assert defects(expect, answer(RIGHT_58, cited), lang="en") == ["language-wrong"]
    assert defects(expect, answer(RIGHT_58, cited), lang="mixed") == []
