"""Documents that nobody has described, asked about in process: nothing is said of any other document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.core.evidence import squeeze
from assistant.service import Assistant, open_assistant
from assistant.settings import load_settings
from ingest.build import build
from tests.support import unseen


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    root = tmp_path_factory.mktemp("unknown")
    build(root / "index", documents=unseen.write(root / "docs"))
    with open_assistant(load_settings(index_dir=root / "index", data_dir=root / "data")) as assistant:
        assistant.warm()
        yield assistant


@pytest.mark.parametrize(
    ("question", "says", "cites"),
    [
        ("云岭的犬只登记证有效期几年", "二年", "犬只/item/2-3"),
        ("云岭犬只管理由哪个部门主管", "公安机关", "犬只/item/1-2"),
        ("云岭市新建建筑光伏覆盖率要达到多少", "45%", "低碳/item/1-1"),
        ("云岭市零碳公园由谁牵头", "市园林局", "低碳/item/1-2"),
        ("松溪区工业投资增长9%由谁负责", "责任单位是区经信局", "松溪/item/1-1"),
        ("松溪区经信局牵头哪些任务", "新增绿色工厂8家", "松溪/item/1-2"),
        ("碧湖县换电站由哪个单位牵头", "县能源局", "碧湖/item/1-row-2"),
    ],
)
def test_unseen_documents_are_answered_and_cited(unknown: Assistant, question: str, says: str, cites: str) -> None:
    answer = unknown.ask(question)
    assert answer.status == "answered", answer.answer
    assert says in answer.answer
    assert cites in {c.record_id for c in answer.citations}
    for citation in answer.citations:
        source = unknown.corpus.source(citation.document)
        assert squeeze(source[citation.start : citation.end]) == squeeze(citation.quote)


@pytest.mark.parametrize(
    "question", ["你好", "Hello", "你能做什么", "？？？", "今天天气怎么样", "湖南的养老条例怎么说", "第3条是什么"]
)
def test_nothing_is_said_of_other_documents(unknown: Assistant, question: str) -> None:
    words = unknown.ask(question).answer
    assert not [name for name in ("深圳", "浙江", "江苏", "清洁生产", "Shenzhen", "leaner") if name in words], words


def test_a_region_of_several_documents_names_none_of_them(unknown: Assistant) -> None:
    answer = unknown.ask("云岭第三条是什么")
    assert answer.status == "clarify" or "《云岭市" in answer.answer
    assert unknown.ask("云岭的供热管理条例第三条是什么").citations[0].record_id == "供热/item/3"


def test_a_search_is_limited_to_the_region_and_says_so(unknown: Assistant) -> None:
    page = unknown.search("碧湖 换电站", explain=True)
    assert {hit.record.document for hit in page.results} == {"碧湖"}
    assert [(f.name, f.words) for f in page.filters if f.applied] == [("documents", ("碧湖",))]
