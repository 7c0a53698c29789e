from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.records import Record
from assistant.errors import SourceUnreadable
from ingest.checks import check
from ingest.outline import parse_outline
from tests.ingest.documents import source_of

WORDS = st.text(alphabet="清洁生产审核企业节约（）“”、，abc 123#*<>", max_size=30)
MARKS = [
    "", "一、", "十二、", "（二）", "(三) ", "1.", "2．", "3、", "第一章 ", "第二节", "第三条　", "专栏1 ", "- ",
]  # fmt: skip
LINES = st.one_of(
    WORDS,
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", " ", "\t", "# ", "## ", "###", "**", "\ufeff"]),
            st.sampled_from(MARKS),
            WORDS,
            st.sampled_from(["", "。", "。说明文字。", "：", "**", " "]),
        ),
    ),
)  # fmt: skip
TEXTS = st.builds(
    lambda lines, end, tail: end.join(lines) + tail,
    st.lists(LINES, max_size=25),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.sampled_from(["", "\n", "\n\n "]),
).filter(lambda text: bool(text.strip("\ufeff \t\r\n#*")))


def _records(text: str) -> dict[str, Record]:
    return {record.record_id: record for record in parse_outline(source_of(text)).records}


@given(TEXTS)
def test_whatever_the_lines_nothing_is_lost_or_doubled(text: str) -> None:
    part = parse_outline(source_of(text))
    assert check([part]) == []
    assert part.records


@given(TEXTS)
def test_words_found_are_words_of_the_source_in_order(text: str) -> None:
    part = parse_outline(source_of(text))
    starts = [record.start for record in part.records]
    assert starts == sorted(starts)
    leaves = "".join(record.text for record in part.records)
    assert len(leaves) <= len(text)


def test_chinese_numbering_gives_nested_ids() -> None:
    text = "示例方案\n\n为了示例。\n二、任务\n（一）工业\n概述。\n1. 项目一。内容一。\n3. 项目三\n"
    text += "（二）农业。养殖。\n三、保障\n"
    found = _records(text)
    assert list(found) == [
        "d/text/1", "d/text/2", "d/section/2", "d/section/2-1", "d/item/2-1-1", "d/item/2-1-3", "d/section/2-2",
        "d/section/3",
    ]  # fmt: skip
    assert found["d/section/2-1"].text == "概述。"
    assert found["d/item/2-1-1"].path == ("二、任务", "（一）工业", "1. 项目一")
    assert found["d/item/2-1-1"].text == "内容一。"
    assert (found["d/item/2-1-3"].text, found["d/item/2-1-3"].number) == ("项目三", 3)
    assert (found["d/section/2-2"].title, found["d/section/2-2"].text) == ("农业", "养殖。")
    assert found["d/section/3"].text == "保障"
    assert found["d/text/1"].title == "示例方案"


def test_laws_count_by_articles() -> None:
    text = "示例办法\n第一章 总则\n第一条 为了规范，制定本办法。\n第二条　适用于：\n（一）企业；\n1. 大型的。\n"
    text += "第二章 附则\n第三条 施行。\n"
    found = _records(text)
    assert list(found) == ["d/text/1", "d/section/1", "d/item/1-1", "d/item/1-2", "d/section/2", "d/item/2-3"]
    assert found["d/section/1"].label == "第一章 总则"
    assert found["d/item/1-2"].text == "适用于：\n（一）企业；\n1. 大型的。"
    assert (found["d/item/2-3"].label, found["d/item/2-3"].path) == ("第三条", ("第二章 附则", "第三条"))


def test_markdown_headings_nest_by_their_marks() -> None:
    text = "# Guide\n\nIntro.\n\n## Use\n\nCall it.\n\n### Flags\n\n- a\n- b\n\n## End\n\nDone.\n"
    found = _records(text)
    assert list(found) == ["d/text/1", "d/text/2", "d/section/1", "d/section/1-1", "d/section/2"]
    assert found["d/section/1-1"].path == ("Use", "Flags")
    assert found["d/section/1-1"].text == "- a\n- b"
    assert found["d/section/2"].number is None


def test_numbers_outrank_marks() -> None:
    text = "# 方案\n## （一）目标\n甲。\n# 二、任务\n#### （一）工业\n乙。\n### 小结\n丙。\n"
    found = _records(text)
    assert found["d/section/2-1"].path == ("二、任务", "（一）工业")
    assert found["d/section/2-1"].text == "乙。"
    assert "d/section/1" in found


def test_numbers_that_stand_twice_get_ids_of_their_own() -> None:
    found = _records("示例\n1. 甲。子。\n1. 乙。丑。\n2. 丙。寅。\n")
    assert list(found) == ["d/text/1", "d/item/1", "d/item/1~2", "d/item/2"]
    assert found["d/item/1~2"].number == 1


def test_boxes_hold_their_entries() -> None:
    found = _records("示例\n（一）工业\n1.甲。子。\n专栏 1  工程\n1.乙。丑。\n（二）农业\n1.丙。寅。\n")
    assert found["d/section/1-box-1"].label == "专栏1 工程"
    assert found["d/item/1-box-1-1"].parent == "d/section/1-box-1"
    assert found["d/item/2-1"].path == ("（二）农业", "1.丙")


def test_plain_paragraphs_are_texts_and_broken_ones_are_joined() -> None:
    found = _records(
        "第一段说完了。\n\n这一段很长很长，长到被分页符切断在一个词的中\n\n间，后半句在下一页。\n\n短行\n短行二\n"
    )
    assert [record.text for record in found.values()] == [
        "第一段说完了。", "这一段很长很长，长到被分页符切断在一个词的中间，后半句在下一页。", "短行", "短行二",
    ]  # fmt: skip


def test_line_ends_of_windows_and_a_byte_order_mark() -> None:
    text = "\ufeff示例方案\r\n一、任务\r\n第一句。\r\n第二句。\r\n"
    found = _records(text)
    assert found["d/text/1"].text == "示例方案"
    assert found["d/text/1"].start == 1
    assert found["d/section/1"].text == "第一句。\n第二句。"


def test_a_file_of_marks_only_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match=r"^d\.txt: empty"):
        parse_outline(source_of("**\n<p> </p>\n"))
