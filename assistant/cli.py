"""The console script ``assistant``: which commands there are, what they take, how they end.

Knows arguments, exit codes (0 done, 1 a problem, 2 wrong usage, 130 interrupted, 141 nobody reads on) and that output
is UTF-8 everywhere; refuses to import anything heavy before a command needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from assistant import __version__
from assistant.cli_ask import ask
from assistant.cli_lists import search, tasks
from assistant.cli_run import check, ingest, serve
from assistant.cli_store import backup, restore
from assistant.cli_text import err
from assistant.core.records import ROLES, SERIES
from assistant.errors import AssistantError, BadRequest

Command = Callable[[argparse.Namespace], int]

MOST = 2**31 - 1

DESCRIPTION = """\
Answers questions about Chinese cleaner-production policies, each with the exact words it stands on.

  assistant ask "深圳第58项由哪个局牵头？"
  assistant ask "Which bureau leads item 58 in Shenzhen?"
  assistant ask                                  a conversation; end it with Ctrl-D
  assistant tasks --document shenzhen --agency 市商务局 --role lead
"""
SETTINGS = "Settings are environment variables (ASSISTANT_INDEX_DIR, ASSISTANT_DATA_DIR, …); README.md lists them."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    _speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has left (`| head`): nothing more can be said, not even at the interpreter's own last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except AssistantError as error:
        err(f"assistant: {error}")
        return 2 if isinstance(error, BadRequest) else 1
    return code


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["ingest"]:  # its arguments are its own, --help included
        return ingest(arguments[1:])
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    command: Command = options.run
    return command(options)


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # absent where a test or a program put its own stream
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def build_parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="assistant", description=DESCRIPTION, epilog=SETTINGS, formatter_class=raw, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"assistant {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_ask(commands)
    _add_tasks(commands)
    _add_search(commands)
    _add_running(commands)
    _add_keeping(commands)
    return parser


Commands = argparse._SubParsersAction  # the only name argparse has for what add_subparsers gives


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, run: Command, text: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text, epilog=SETTINGS, allow_abbrev=False)
    parser.set_defaults(run=run)
    return parser


def _between(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"must lie between {low} and {high}: {text}")
        return value

    return number


def _add_ask(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "ask", ask, "ask a question; without one, talk (or read questions from a pipe)")
    parser.add_argument("question", nargs="*", help="e.g. 深圳第58项由哪个局牵头？")
    parser.add_argument("--json", action="store_true", help="print what the API returns; one line each with --file")
    parser.add_argument("--file", metavar="FILE", help="ask every line of a UTF-8 file; - reads standard input")
    parser.add_argument("--composer", choices=("auto", "extractive", "llm"), default="auto", help="who writes (auto)")
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="only this document; repeatable")
    parser.add_argument("--series", action="append", default=[], choices=SERIES, help="only this series; repeatable")
    parser.add_argument("--conversation", metavar="ID", help="go on with a conversation (its id stands in --json)")


def _add_tasks(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "tasks", tasks, "list tasks, projects, items and clauses with who is responsible")
    parser.add_argument("--document", metavar="ID", help="e.g. shenzhen")
    parser.add_argument("--series", choices=SERIES)
    parser.add_argument("--number", type=_between(0, MOST), metavar="N")
    parser.add_argument("--agency", metavar="NAME", help="any name of the body, e.g. 市商务局")
    parser.add_argument("--role", choices=ROLES)
    parser.add_argument("--section", metavar="TEXT", help="words of a heading")
    parser.add_argument("--q", metavar="TEXT", help="words of the text")
    parser.add_argument("--limit", type=_between(1, 500), default=50, metavar="N", help="at most N rows, 1 to 500 (50)")
    parser.add_argument("--offset", type=_between(0, MOST), default=0, metavar="N", help="leave out the first N rows")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print what the API returns")
    shape.add_argument("--csv", action="store_true", help="print comma-separated values with a header")


def _add_search(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "search", search, "find passages, best first")
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("-k", type=_between(1, 50), default=10, metavar="N", help="at most N passages, 1 to 50 (10)")
    parser.add_argument("--document", metavar="ID")
    parser.add_argument("--series", choices=SERIES)
    parser.add_argument(
        "--explain", action="store_true", help="show filters with their reasons, translation, scores and ranks"
    )
    parser.add_argument("--json", action="store_true", help="print what the API returns")


def _add_running(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "serve", serve, "serve the page and the API")
    parser.add_argument("--host", metavar="ADDRESS", help="127.0.0.1 unless ASSISTANT_HOST says otherwise")
    parser.add_argument(
        "--port", type=_between(0, 65535), metavar="N", help="8000 unless ASSISTANT_PORT says otherwise"
    )
    commands.add_parser("ingest", help="build or check the index (assistant ingest --help)", add_help=False)
    _command(commands, "check", check, "tell whether index, encoder and database can be used")


def _add_keeping(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "backup", backup, "write all conversations, answers and feedback to one file")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace the file if there is one")
    parser = _command(commands, "restore", restore, "take conversations, answers and feedback from a backup")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace the conversations there are")
