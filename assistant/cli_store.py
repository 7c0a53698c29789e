"""``assistant backup`` and ``assistant restore``: all conversations to one file and back.

Knows arguments and what is said about the result; everything behind them is imported when it is asked for.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli_text import out


def backup(options: argparse.Namespace) -> int:
    """Write the file and tell what it holds."""
    from assistant.service_backup import backup as write
    from assistant.settings import load_settings

    out(f"{options.file}: {_told(write(load_settings(), Path(options.file), replace=options.force))}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Take up the file and tell what it held."""
    from assistant.service_backup import restore as take
    from assistant.settings import load_settings

    out(f"restored from {options.file}: {_told(take(load_settings(), Path(options.file), replace=options.force))}")
    return 0


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())
