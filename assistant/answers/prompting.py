"""Prompts as files: the words sent to a language model, with every variable declared and every mistake named.

Knows how a prompt file looks, where the files travel, and how data is put between delimiters it cannot break;
refuses to know what is asked, or which model reads it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import PromptProblem

PACKAGE = "prompts"
"""The package of prompt files, a neighbour of ``assistant`` in the checkout and where both are installed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """A prompt with its variables filled in: fixed rules for the system role, all data in the user role."""

    system: str
    user: str


class _Parts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str = Field(min_length=1)
    user: str = Field(min_length=1)


class Prompt(BaseModel):
    """One prompt file. ``system`` holds no variable, so nothing that a user or a document wrote gets into it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    version: int = Field(ge=1)
    purpose: str
    variables: dict[str, str]
    template: _Parts

    def fill(self, **values: str) -> Messages:
        """The messages with these values; ``PromptProblem`` names missing and undeclared ones."""
        missing = sorted(self.variables.keys() - values.keys())
        unknown = sorted(values.keys() - self.variables.keys())
        if missing or unknown:
            told = [f"lacks a value for {_listed(missing)}"] if missing else []
            told += [f"does not declare {_listed(unknown)}"] if unknown else []
            raise PromptProblem(f"prompt {self.name} (version {self.version}) {' and '.join(told)}")
        return Messages(
            system=Template(self.template.system).substitute().strip(),
            user=Template(self.template.user).substitute(values).strip(),
        )


def parse_prompt(text: str, where: str) -> Prompt:
    """A prompt from the words of its file; ``PromptProblem`` says what is wrong and ``where``."""
    try:
        prompt = Prompt.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PromptProblem(f"{where} is not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise PromptProblem(f"{where}: {wrong}") from error
    for part in ("system", "user"):
        if not Template(getattr(prompt.template, part)).is_valid():
            raise PromptProblem(f"{where}: {part} holds a $ that begins no variable; write $$ for the sign itself")
    if fixed := Template(prompt.template.system).get_identifiers():
        raise PromptProblem(f"{where}: system must hold no variable, but holds {_listed(fixed)}")
    used = set(Template(prompt.template.user).get_identifiers())
    if undeclared := sorted(used - prompt.variables.keys()):
        raise PromptProblem(f"{where} uses {_listed(undeclared)} without declaring it")
    if unused := sorted(prompt.variables.keys() - used):
        raise PromptProblem(f"{where} declares {_listed(unused)} without using it")
    return prompt


def read_prompt(file: Traversable) -> Prompt:
    """The prompt in a file whose name is the prompt's name with ``.toml``."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptProblem(f"prompt file {file.name} cannot be read: {error}") from error
    prompt = parse_prompt(text, file.name)
    if f"{prompt.name}.toml" != file.name:
        raise PromptProblem(f"{file.name} calls itself {prompt.name}")
    return prompt


@cache
def load_prompt(name: str) -> Prompt:
    """A prompt of this product by name, such as ``answer.zh``; read once."""
    return read_prompt(files(PACKAGE) / f"{name}.toml")


def as_data(text: str) -> str:
    """Words of a user or a document in a form that cannot open or close an element of a prompt."""
    return escape(text, quote=True)


def _listed(names: list[str]) -> str:
    return ", ".join(f"${name}" for name in names)
