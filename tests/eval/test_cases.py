from __future__ import annotations

from pathlib import Path

import pytest

from eval.cases import CASES, KINDS, load_cases
from eval.lint import lint
from eval.reading import CaseProblem
from tests.eval.answers import SOURCES

GOOD = """\
- id: sz-a
  split: tuned
  kind: lead
  document: shenzhen
  lang: zh
  author: official
  why: A case for this test.
  question: 深圳第58项由哪个局牵头？
  expect:
    all_of: [市住房建设局, [牵头, 负责]]
"""


def write(folder: Path, text: str, name: str = "some_tuned.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def problem(folder: Path) -> str:
    with pytest.raises(CaseProblem) as caught:
        load_cases(folder)
    return str(caught.value)


def test_a_case_is_read(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path, GOOD))
    assert case.asked[0].question == "深圳第58项由哪个局牵头？"
    assert case.asked[0].expect.all_of == (("市住房建设局",), ("牵头", "负责"))
    assert case.asked[0].expect.status == ("answered",)


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD + "    must_cite: [x]\n"))
    assert text.startswith("some_tuned.yaml:11: expect.must_cite: Extra inputs are not permitted")


def test_a_wrong_value_is_named_with_its_line(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD.replace("kind: lead", "kind: leed")))
    assert text.startswith("some_tuned.yaml:3: kind: ")


def test_a_key_given_twice_is_named_with_its_line(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD + "    all_of: [x]\n"))
    assert text == "some_tuned.yaml:11: key 'all_of' is given twice"


def test_an_id_used_twice_is_named_with_both_places(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD + GOOD))
    assert text == "some_tuned.yaml:11: id 'sz-a' is already used at some_tuned.yaml:1"


def test_a_case_in_the_file_of_the_other_split(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD, "some_untouched.yaml"))
    assert "belongs in a file named *_tuned.yaml" in text


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    assert problem(write(tmp_path, "- id: [\n- x")).startswith("some_tuned.yaml:2: ")
    assert problem(write(tmp_path, "id: x")) == "some_tuned.yaml:1: a file of cases is a list"


def test_no_cases_are_a_problem(tmp_path: Path) -> None:
    assert "no cases found" in problem(tmp_path)


@pytest.mark.parametrize("extra", ["  turns:\n    - question: 那59项呢？\n", "  filters: {documents: [shenzhen]}\n"])
def test_question_or_turns_but_not_both(tmp_path: Path, extra: str) -> None:
    if "turns" in extra:
        assert "either question and expect, or turns" in problem(write(tmp_path, GOOD + extra))
    else:
        assert load_cases(write(tmp_path, GOOD + extra))[0].asked[0].filters is not None


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = problem(write(tmp_path, GOOD.replace("lang: zh", "lang: de") + GOOD.replace("lead", "leed")))
    assert len(text.splitlines()) == 2


def test_the_cases_are_many_enough_and_of_every_kind() -> None:
    cases = load_cases(CASES)
    untouched = [case for case in cases if case.split == "untouched"]
    assert len(cases) >= 180
    assert len(untouched) >= 100  # enough to tell whether an improvement holds for questions nobody had in mind
    assert {case.kind for case in cases} == set(KINDS)
    assert {case.kind for case in untouched} == set(KINDS)


def test_what_the_cases_expect_stands_in_the_documents() -> None:
    assert lint(load_cases(CASES), SOURCES) == []


@pytest.mark.parametrize(
    ("expect", "finding"),
    [
        ("agencies: {lead: [市航天局]}", "agency 市航天局 is not in the list of names"),
        ("agencies: {lead: [省经信厅]}", "agency 省经信厅 does not stand in the document"),
        ("numbers: ['97%']", "figure 97% does not stand in the document"),
        ("numbers: ['viel']", "not one figure each: ('viel',)"),
        ("cite: {quotes: [无此句]}", "quote 无此句 does not stand in the document"),
        ("cite: {must: [shenzhen/task/141]}", "record shenzhen/task/141 does not exist"),
        ("items: [{series: project, must: [26]}]", "record shenzhen/project/26 does not exist"),
    ],
)
def test_lint_finds_what_the_documents_do_not_bear_out(tmp_path: Path, expect: str, finding: str) -> None:
    text = GOOD.replace("all_of: [市住房建设局, [牵头, 负责]]", expect)
    assert lint(load_cases(write(tmp_path, text)), SOURCES) == [f"sz-a: {finding}"]


def test_lint_finds_a_copy(tmp_path: Path) -> None:
    text = GOOD + GOOD.replace("sz-a", "sz-b").replace("第58项", "第５８项")
    assert lint(load_cases(write(tmp_path, text)), SOURCES) == ["sz-b: asks the same as sz-a"]
