"""One writer per index folder, by a lock that the system drops when its holder dies.

Knows nothing of what is written.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import BuildLocked

LOCK = ".lock"


@contextmanager
def writer_lock(index_dir: Path) -> Iterator[None]:
    """Hold the index folder for writing; ``BuildLocked`` at once where another process or thread does.

    The file stays: removing it would let a third writer lock a new file of that name while a second holds the old.
    """
    with (index_dir / LOCK).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise BuildLocked(f"{index_dir} is being built by {holder}; wait for it to end, then try again") from error
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
