from __future__ import annotations

import pytest

from ingest.wording_diff import differences, paired, plain_key, short, tokens


def _told(before: str, after: str) -> list[tuple[str, str]]:
    one, two = tokens(before), tokens(after)
    return [
        (
            before[one[d.i1].start : one[d.i2 - 1].end] if d.i1 < d.i2 else "",
            after[two[d.j1].start : two[d.j2 - 1].end] if d.j1 < d.j2 else "",
        )
        for d in differences(one, two)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("到 2025 年，达到 43%以上。", "到2025年,达到43%以上"),
        ("（近）零碳建筑，“光储直柔”", "(近)零碳建筑, 光储直柔"),
        ("推广 LNG 船舶。推动岸电", "推广LNG船舶，推动岸电"),
    ],
)
def test_blanks_widths_and_punctuation_are_no_difference(before: str, after: str) -> None:
    assert plain_key(before) == plain_key(after)
    assert _told(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("达到30%", "达到60%", [("30%", "60%")]),
        ("达到 0.535", "达到0.6", [("0.535", "0.6")]),
        ("累计450家以上", "累计1450家以上", [("450", "1450")]),
        ("综合利用率60%，散装率75%以上", "综合利用率90%", [("60%", "90%"), ("散装率75%以上", "")]),
        ("我省产业", "我市产业", [("省", "市")]),
        ("分布式电源开发建设和就近", "分布式电源开发和就近", [("建设", "")]),
        ("近零碳建筑试点", "低碳、近零碳建筑试点", [("", "低碳")]),
    ],
)
def test_numbers_are_whole_and_words_keep_their_place(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert _told(before, after) == told


def test_tokens_tell_where_they_stand() -> None:
    text = "到 2025 年，5G。"
    assert [text[t.start : t.end] for t in tokens(text)] == ["到", "2025", "年", "5", "G"]
    assert [text[t.start : t.end] for t in tokens(text, 2, 6)] == ["2025"]


def test_quotation_marks_go_with_their_words() -> None:
    text = "推进“海上风电”等"
    assert paired(text, 3, 7) == (2, 8)
    assert paired(text, 0, 7) == (0, 8)
    assert paired(text, 3, 8) == (2, 8)
    assert paired(text, 0, 2) == (0, 2)


def test_an_entry_is_short_or_not() -> None:
    assert short("甲厅、乙厅", 0, 5)
    assert not short("甲厅，乙厅", 0, 5)
    assert not short("一二三四五六七八九", 0, 9)
