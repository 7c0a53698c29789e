"""Backup and restore of everything users would miss: conversations, answers, feedback. No index is needed for it.

Knows which database the settings name; refuses to know how a backup is made.
"""

from __future__ import annotations

from pathlib import Path

from assistant.dialogue.store import Store
from assistant.dialogue.store_backup import read_backup, write_backup
from assistant.settings import Settings


def backup(settings: Settings, file: Path, *, replace: bool = False) -> dict[str, int]:
    """Write one file with all there is, also while the server runs; gives how many rows of each kind it holds."""
    store = Store.open(settings.database)
    try:
        return write_backup(store.engine, file, replace=replace)
    finally:
        store.close()


def restore(settings: Settings, file: Path, *, replace: bool = False) -> dict[str, int]:
    """Take all from a backup into an empty database, or in place of what is there; all or nothing."""
    store = Store.open(settings.database)
    try:
        return read_backup(store.engine, file, replace=replace)
    finally:
        store.close()
