"""``assistant tasks`` and ``assistant search``: the same rows as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json

from tests.support.shell import Shell


def test_the_table_has_a_line_for_each_row(shell: Shell) -> None:
    code, out, err = shell("tasks", "--document", "shenzhen", "--series", "project")
    head, *rows = out.splitlines()
    assert (code, err) == (0, "")
    assert head.split() == ["RECORD", "LEAD", "SUPPORT", "JOINT", "TEXT"]
    assert [row.split()[0] for row in rows] == [f"shenzhen/project/{n}" for n in range(1, 26)]


def test_filters_hold_together(shell: Shell) -> None:
    _, out, _ = shell("tasks", "--json", "--document", "shenzhen", "--agency", "市商务局", "--role", "lead")
    page = json.loads(out)
    assert page["total"] == len(page["items"]) > 0
    assert all(any("市商务局" in name for name in item["lead"]) for item in page["items"])
    assert all(item["document"] == "shenzhen" for item in page["items"])


def test_a_page_of_a_longer_list_says_how_to_go_on(shell: Shell) -> None:
    arguments = ["tasks", "--document", "shenzhen", "--series", "task", "--limit", "3"]
    code, out, err = shell(*arguments, "--offset", "57")
    assert code == 0
    assert [row.split()[0] for row in out.splitlines()[1:]] == [f"shenzhen/task/{n}" for n in (58, 59, 60)]
    assert err == "rows 58 to 60 of 140; go on with --offset 60\n"
    assert shell(*arguments, "--offset", "137")[2] == "rows 138 to 140 of 140\n"
    assert shell(*arguments, "--offset", "140")[2] == "no row listed, 140 match\n"


def test_nothing_found_is_said_and_is_no_error(shell: Shell) -> None:
    code, out, err = shell("tasks", "--document", "shenzhen", "--number", "999")
    assert (code, len(out.splitlines()), err) == (0, 1, "no row matches\n")


def test_csv_and_json_hold_the_same(shell: Shell) -> None:
    arguments = ["tasks", "--document", "shenzhen", "--series", "task", "--limit", "140"]
    rows = list(csv.DictReader(io.StringIO(shell(*arguments, "--csv")[1])))
    items = json.loads(shell(*arguments, "--json")[1])["items"]
    assert len(rows) == len(items) == 140
    for row, item in zip(rows, items, strict=True):
        assert row["record_id"] == item["record_id"]
        assert row["text"] == item["text"]
        assert row["path"] == " / ".join(item["path"])
        for role in ("lead", "support", "joint"):
            assert row[role] == "、".join(item[role])
        assert row["raw_agencies"] == (item["raw_agencies"] or "")


def test_an_unknown_document_is_wrong_usage(shell: Shell) -> None:
    for arguments in (["tasks", "--document", "atlantis"], ["search", "水", "--document", "atlantis"]):
        code, _, err = shell(*arguments)
        assert code == 2
        assert "shenzhen" in err


def test_search_prints_the_best_first(shell: Shell) -> None:
    code, out, _ = shell("search", "绿色建筑", "-k", "3", "--document", "shenzhen")
    places = [line for line in out.splitlines() if line[0].isdigit()]
    assert code == 0
    assert [place.split(".")[0] for place in places] == ["1", "2", "3"]
    scores = [float(place.split()[-1]) for place in places]
    assert scores == sorted(scores, reverse=True)


def test_search_explains_its_scores_when_asked(shell: Shell) -> None:
    explained = json.loads(shell("search", "绿色建筑", "--json", "--explain")[1])
    assert all(hit["signals"] for hit in explained["results"])
    assert set(explained) - {"notices"} == {"results", "understood", "translation", "filters"}
    plain = json.loads(shell("search", "绿色建筑", "--json")[1])
    assert set(plain) - {"notices"} == {"results", "understood"}
    assert not {"signals", "ranks"} & set(plain["results"][0])
    printed = shell("search", "绿色建筑", "--explain", "-k", "1")[1].splitlines()[1]
    assert set(explained["results"][0]["signals"]) <= set(printed.split())
    assert "score" in printed and "(#1)" in printed


def test_search_tells_filters_and_translation_when_asked(shell: Shell) -> None:
    lines = shell("search", "sewage sludge in Guangdong and zeppelins", "--explain", "-k", "1")[1].splitlines()
    assert lines[0] == "filter documents: guangdong  [“guangdong” in the question]"
    assert any(line.startswith("translated ") and "污泥" in line for line in lines)
    assert "unknown: zeppelins" in lines
    _, out, err = shell("search", "江苏附件里的快递包装", "--explain", "-k", "1")
    assert "relaxed series: annex" in out and "附件" in err
