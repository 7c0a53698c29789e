"""A server that dies between question and answer loses neither the question nor the conversation."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from assistant.service import open_assistant
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
HANGS = """
import time
from assistant import service
def never(*_):
    print("asked", flush=True)
    time.sleep(600)
service.answer_question = never
with service.open_assistant() as assistant:
    assistant.ask("那59项呢？", conversation_id={conversation!r})
"""


def test_a_killed_server_leaves_the_question_and_goes_on_later(settings: Settings) -> None:
    with open_assistant(settings) as before:
        first = before.ask("深圳第58项由哪个局牵头？")
    env = os.environ | {"ASSISTANT_INDEX_DIR": str(settings.index_dir), "ASSISTANT_DATA_DIR": str(settings.data_dir)}
    code = HANGS.format(conversation=first.conversation_id)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asked\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    with open_assistant(settings) as after:
        waiting = after.conversation(first.conversation_id).turns
        assert [(turn.question, turn.answer is None) for turn in waiting] == [
            ("深圳第58项由哪个局牵头？", False),
            ("那59项呢？", True),
        ]
        later = after.ask("那79项呢？", conversation_id=first.conversation_id)
        assert [c.record_id for c in later.citations] == ["shenzhen/task/79"]
        assert "documents" in later.understood.carried_over
        assert [turn.answer is None for turn in after.conversation(first.conversation_id).turns] == [False, True, False]
        assert after.feedback(waiting[1].answer_id, "incomplete", "没有回答")
