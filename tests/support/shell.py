"""Runs the console script in this process and gives what a shell would see."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from assistant.cli import main


@dataclass(frozen=True, slots=True)
class Shell:
    """``shell("ask", "…")`` is exit code, standard output, standard error."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, stdin: str | None = None, terminal: bool = False) -> tuple[int, str, str]:
        """Run one command; ``terminal`` says that its input comes from a person."""
        if stdin is not None:
            self.monkeypatch.setattr(sys, "stdin", _Typed(stdin, terminal=terminal))
        self.capsys.readouterr()
        code = main(list(arguments))
        said = self.capsys.readouterr()
        return code, said.out, said.err


class _Typed(io.StringIO):
    def __init__(self, text: str, *, terminal: bool) -> None:
        super().__init__(text)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal
