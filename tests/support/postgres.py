"""A PostgreSQL server of the test's own, from Debian's package, reached through a socket in its own folder.

Knows how to start and end it; gives ``None`` and the reason where there is none.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
_PATIENCE_S = 30.0


def programs() -> Path | None:
    """The folder of the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).resolve().parent if named else None


def _as_user(folder: Path) -> list[str]:
    """The server refuses to run as root: then it runs as the user whom Debian's package makes."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, USER)
    return ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"]


@contextmanager
def serving() -> Iterator[str]:
    """An empty server, as a SQLAlchemy URL of its first database; gone with all it held afterwards."""
    where = programs()
    assert where is not None
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        prefix, data = _as_user(folder), folder / "data"
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        begun = [str(where / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*prefix, *begun], env=env, cwd=folder, check=True, capture_output=True)
        options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*prefix, str(where / "postgres"), "-D", str(data), *options],
                env=env, cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                _wait(server, [str(where / "pg_isready"), "-h", str(folder)], folder / "log")
                yield f"postgresql://tester@/postgres?host={folder}"
            finally:
                server.send_signal(signal.SIGINT)  # fast shutdown: connections are ended
                server.wait(_PATIENCE_S)


def _wait(server: subprocess.Popen[bytes], probe: list[str], log: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"PostgreSQL does not start: {log.read_text(encoding='utf-8')[-800:]}")
        time.sleep(0.05)
