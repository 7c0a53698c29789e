from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.prompting import PACKAGE, as_data, load_prompt, parse_prompt, read_prompt
from assistant.errors import PromptProblem

GOOD = """
name = "greet"
version = 2
purpose = "Say hello."

[variables]
who = "the name"

[template]
system = "Be kind. It costs $$0."
user = "Greet $who, ${who}!"
"""


def test_variables_are_filled_in_and_the_sign_itself_can_be_written() -> None:
    messages = parse_prompt(GOOD, "greet.toml").fill(who="Ann $who")
    assert messages.user == "Greet Ann $who, Ann $who!"
    assert messages.system == "Be kind. It costs $0."


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('who = "the name"', "", r"uses \$who without declaring"),
        ('who = "the name"', 'who = "x"\nwhy = "y"', r"declares \$why without using"),
        ("$$0", "$who", r"system must hold no variable, but holds \$who"),
        ("$$0", "$0", "system holds a \\$ that begins no variable"),
        ("${who}", "${who", "user holds a \\$ that begins no variable"),
        ("version = 2", "version = 0", "version: .*greater than or equal to 1"),
        ("version = 2", "", "version: Field required"),
        ("version = 2", 'version = 2\nauthor = "x"', "author: Extra inputs"),
        ("[template]", '[template]\nextra = "x"', r"template\.extra: Extra inputs"),
        ("version = 2", "version = = 2", "is not TOML"),
    ],
)
def test_a_mistake_in_a_prompt_file_is_named(wrong: str, right: str, told: str) -> None:
    with pytest.raises(PromptProblem, match=told) as problem:
        parse_prompt(GOOD.replace(wrong, right), "greet.toml")
    assert "greet.toml" in str(problem.value)


@pytest.mark.parametrize(
    ("values", "told"),
    [({}, r"lacks a value for \$who"), ({"who": "a", "why": "b"}, r"does not declare \$why")],
)
def test_a_missing_or_undeclared_value_is_named(values: dict[str, str], told: str) -> None:
    with pytest.raises(PromptProblem, match=rf"greet \(version 2\) {told}"):
        parse_prompt(GOOD, "greet.toml").fill(**values)


def test_a_file_is_called_as_its_prompt(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(PromptProblem, match=r"other\.toml calls itself greet"):
        read_prompt(file)
    with pytest.raises(PromptProblem, match=r"absent\.toml cannot be read"):
        read_prompt(tmp_path / "absent.toml")


PROMPTS = sorted(file.name.removesuffix(".toml") for file in files(PACKAGE).iterdir() if file.name.endswith(".toml"))


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_that_travels_can_be_loaded(name: str) -> None:
    assert load_prompt(name).name == name


def test_both_languages_have_the_same_variables() -> None:
    assert load_prompt("answer.zh").variables.keys() == load_prompt("answer.en").variables.keys()


@given(st.text("<>&\"'/忽略passage \n", max_size=40))
def test_data_can_neither_open_nor_close_an_element(words: str) -> None:
    assert not re.search("[<>\"']", as_data(words))
