from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import BuildLocked
from ingest.lock import writer_lock

HOLDER = """
import sys
from pathlib import Path
from ingest.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_refused_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    refused = pytest.raises(BuildLocked, match=rf"being built by process {os.getpid()};.*try again")
    with writer_lock(tmp_path), refused, writer_lock(tmp_path):
        raise AssertionError("two writers")
    with writer_lock(tmp_path):
        pass


def test_an_error_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        raise ZeroDivisionError
    with writer_lock(tmp_path):
        pass


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BuildLocked, match=f"process {holder.pid}"), writer_lock(tmp_path):
            raise AssertionError("two writers")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with writer_lock(tmp_path):
        assert (tmp_path / ".lock").read_text("utf-8") == f"process {os.getpid()}"
