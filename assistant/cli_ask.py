"""``assistant ask``: one question, a file of questions, or a conversation at the terminal.

Knows where questions come from and how answers are printed; refuses to know how they are found.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli_text import answer_text, err, out
from assistant.core.answer import Answer, Filters
from assistant.errors import AssistantError, BadParameter, BadRequest

if TYPE_CHECKING:
    from assistant.service import Assistant

WELCOME = "Ask in Chinese or English.  /new begins anew, Ctrl-D ends."


def ask(options: argparse.Namespace) -> int:
    """Answer what was asked and give the exit code; a refused answer is an answer."""
    if options.question and options.file:
        raise BadParameter("give a question or --file, not both")
    from assistant.service import open_assistant

    with open_assistant() as assistant:
        asker = _Asker(assistant, options)
        if options.question:
            asker.show(asker.ask(_clean(" ".join(options.question))))
            return 0
        if options.file or not sys.stdin.isatty():
            return _each(asker, _lines(options.file or "-"))
        return _talk(asker)


class _Asker:
    """Asks with the options of the command line."""

    def __init__(self, assistant: Assistant, options: argparse.Namespace) -> None:
        self._assistant = assistant
        self._composer = options.composer
        self._filters = Filters(documents=tuple(options.document), series=tuple(options.series))
        self._json: bool = options.json
        self.conversation: str | None = options.conversation

    def ask(self, question: str) -> Answer:
        """One answer, in the conversation in force."""
        return self._assistant.ask(
            question, conversation_id=self.conversation, filters=self._filters, composer=self._composer
        )

    def show(self, answer: Answer, *, compact: bool = False) -> None:
        """Print an answer in the form asked for."""
        out(_json(answer.to_json(), compact=compact) if self._json else answer_text(answer))

    def show_many(self, question: str, answer: Answer) -> None:
        """Print one of several: a JSON line, or question and answer."""
        if not self._json:
            out(f"> {question}")
        self.show(answer, compact=True)
        if not self._json:
            out("")
        sys.stdout.flush()


def _json(value: dict[str, Any], *, compact: bool) -> str:
    return json.dumps(value, ensure_ascii=False, indent=None if compact else 2)


def _clean(text: str) -> str:
    """Bytes of the command line that are not text in this locale become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _lines(name: str) -> Iterator[str]:
    """The questions of a file, one a line; blank lines are left out."""
    try:
        if name == "-":
            yield from filter(None, map(str.strip, sys.stdin))
        else:
            with Path(name).open(encoding="utf-8-sig") as file:
                yield from filter(None, map(str.strip, file))
    except OSError as error:
        raise BadParameter(f"--file {name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadParameter(f"--file {name} is not UTF-8 text (byte {error.start})") from error


def _each(asker: _Asker, questions: Iterator[str]) -> int:
    """Every question gets its answer; one that cannot be asked is told and does not stop the others."""
    code = 0
    for question in questions:
        try:
            asker.show_many(question, asker.ask(question))
        except BadRequest as error:
            err(f"assistant: {question[:40]}: {error}")
            code = 1
    return code


def _talk(asker: _Asker) -> int:
    if importlib.util.find_spec("readline"):
        importlib.import_module("readline")  # arrow keys and history at the prompt, where the system has it
    err(WELCOME)
    while True:
        try:
            line = _clean(input("> ")).strip()
        except EOFError:
            err("")
            return 0
        if line in ("/quit", "/exit"):
            return 0
        if line == "/new":
            asker.conversation = None
        elif line:
            _turn(asker, line)


def _turn(asker: _Asker, question: str) -> None:
    try:
        answer = asker.ask(question)
    except AssistantError as error:
        err(f"assistant: {error}")
        return
    asker.conversation = answer.conversation_id
    asker.show(answer)
    out("")
