from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant import Assistant, open_assistant
from assistant.core.answer import Language
from assistant.core.corpus import Corpus
from assistant.settings import load_settings
from assistant.web.examples import EXAMPLES, render_examples
from assistant.web.page_text import TEXTS
from tests.support.hostile import shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What the answer must say and cite, read in the documents by a person; ``never`` would be wrong to say."""

    says: tuple[str, ...]
    cites: tuple[str, ...]
    never: tuple[str, ...] = ()
    coverage: tuple[int, int] | None = None


def rows(*numbers: int, series: str = "task") -> tuple[str, ...]:
    return tuple(f"shenzhen/{series}/{number}" for number in numbers)


TRANSPORT = rows(78, 79, 80, 83, 84, 85, 86, 87)
EXPECTED: dict[Language, tuple[Expected, ...]] = {
    "zh": (
        Expected(says=("市住房建设局",), cites=rows(58), never=("市发展改革委",)),
        Expected(
            says=("市发展改革委", "市科技创新局", "市规划和自然资源局", "市建筑工务署", "各区政府"),
            cites=rows(15, series="project"),
        ),
        Expected(
            says=("没有指定牵头单位", "市商务局", "市市场监管局", "市邮政管理局", "各区政府", "按职责分工负责"),
            cites=rows(52),
        ),
        Expected(says=("省邮政管理局", "省市场监管局", "省商务厅"), cites=("zhejiang/annex/12",)),
        Expected(
            says=("4项", "第43项", "第64项", "第66项", "重点工程第6项"),
            cites=(*rows(43, 64, 66), *rows(6, series="project")),
            coverage=(165, 4),
        ),
        Expected(says=("8项",), cites=TRANSPORT, coverage=(140, 8)),
        Expected(says=("协办",), cites=rows(58), never=("市发展改革委是深圳重点任务第58项的牵头单位",)),
        Expected(says=("6项",), cites=rows(62, 63, 64, 65, 66, 67), coverage=(140, 6)),
        Expected(says=("供应小份菜", "中央厨房"), cites=("guangdong/item/10",)),
        Expected(says=("1000家以上",), cites=("jiangsu/section/1-5",)),
        Expected(
            says=("农膜回收率达到85%以上", "农膜回收率达到90%以上"),
            cites=("guangdong/section/2", "chongqing/section/1"),
        ),
        Expected(says=("没有", "广东第12项"), cites=("guangdong/item/12",), never=("市住房建设局", "省邮政管理局")),
    ),
    "en": (
        Expected(says=("市住房建设局", "Housing and Construction"), cites=rows(58), never=("市发展改革委",)),
        Expected(
            says=("市发展改革委", "市建筑工务署", "各区政府"), cites=rows(12, series="project"), never=("市住房建设局",)
        ),
        Expected(
            says=(
                "no designated lead",
                "市生态环境局",
                "市工业和信息化局",
                "市住房城乡建设局",
                "市交通运输局",
                "各区政府",
            ),
            cites=rows(14),
        ),
        Expected(says=("省农业农村厅",), cites=("zhejiang/annex/7",)),
        Expected(says=("市水务局", "3 of 140", "43", "64", "66"), cites=rows(43, 64, 66), coverage=(140, 3)),
        Expected(says=("8 of 140", "市交通运输局"), cites=TRANSPORT, coverage=(140, 8)),
        Expected(says=("市财政局", "lead"), cites=rows(16, series="project"), never=("supports", "supported by")),
        Expected(says=("2 key tasks", "78", "79"), cites=rows(78, 79), coverage=(140, 2)),
        Expected(says=("加强塑料污染综合治理", "不再主动提供一次性塑料用品"), cites=("guangdong/item/11",)),
        Expected(says=("450", "国家绿色工厂达到450家以上"), cites=("guangdong/box/1-2",)),
        Expected(
            says=("秸秆综合利用率稳定在86%以上", "秸秆综合利用率达到90%以上"),
            cites=("guangdong/section/2", "chongqing/section/1"),
        ),
        Expected(says=("assigns no agency",), cites=("jiangsu/section/1-5",), never=("局",)),
    ),
}
CASES = [(language, position) for language in EXAMPLES for position in range(len(EXAMPLES[language]))]


@pytest.fixture(scope="module")
def shared(built_index: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("examples"))
    with open_assistant(settings) as opened:
        yield opened


@pytest.mark.parametrize(("language", "position"), CASES)
def test_every_example_is_answered_right_and_cited_right(shared: Assistant, language: Language, position: int) -> None:
    example, expected = EXAMPLES[language][position], EXPECTED[language][position]
    answer = shared.ask(example.question)
    assert (answer.status, answer.language) == (example.status, language)
    # The documents print blanks around numbers, or not.
    said = answer.answer.replace(" ", "")
    for words in expected.says:
        assert words.replace(" ", "") in said, answer.answer
    for words in expected.never:
        assert words.replace(" ", "") not in said, answer.answer
    cited = {citation.record_id for citation in answer.citations}
    assert cited == set(expected.cites)
    found = (answer.coverage.scanned, answer.coverage.matched) if answer.coverage else None
    assert found == expected.coverage


@pytest.mark.parametrize("language", list(EXAMPLES))
def test_twelve_examples_reach_all_documents_and_needs(five: Corpus, language: Language) -> None:
    examples = EXAMPLES[language]
    assert len(examples) == len(EXPECTED[language]) == 12
    assert len({example.question for example in examples}) == 12
    assert {example.need for example in examples} == set(TEXTS[language].examples_groups)
    cited = {record_id.split("/")[0] for expected in EXPECTED[language] for record_id in expected.cites}
    assert cited == {document.document for document in five.documents}
    for expected in EXPECTED[language]:
        for record_id in expected.cites:
            five.record(record_id)


@pytest.mark.parametrize("language", list(EXAMPLES))
def test_examples_are_buttons_in_the_order_of_need(language: Language) -> None:
    found = shown(render_examples(language, TEXTS[language], unfolded=True))
    assert [int(index) for index in found.values("data-index")] == list(range(12))
    for example in EXAMPLES[language]:
        assert example.question in found.text
    assert "open" in {name for _, name, _ in found.attributes}
    assert "open" not in {
        name for _, name, _ in shown(render_examples(language, TEXTS[language], unfolded=False)).attributes
    }
