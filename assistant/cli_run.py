"""``assistant serve``, ``assistant ingest`` and ``assistant check``: what keeps the product running.

Knows which entry point does each; everything behind them is imported when it is asked for.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from assistant.cli_text import out
from assistant.errors import AssistantError, DatabaseProblem, EncoderProblem, IndexProblem

KINDS: dict[type[AssistantError], str] = {IndexProblem: "index", EncoderProblem: "encoder", DatabaseProblem: "database"}


def serve(options: argparse.Namespace) -> int:
    """Serve page and API until interrupted."""
    from assistant.settings import load_settings
    from assistant.web.server import serve as run

    given = {name: value for name, value in (("host", options.host), ("port", options.port)) if value is not None}
    return run(load_settings(**given))


def ingest(arguments: Sequence[str]) -> int:
    """Hand over to ``python -m ingest``."""
    from ingest.cli import main

    return main(arguments)


def check(_: argparse.Namespace) -> int:
    """Load everything once and tell, a line each, what can be used and what cannot."""
    parts = _parts()
    for name, (ready, detail) in parts.items():
        out(f"{name:<9} {'ok' if ready else 'not usable'}: {detail}")
    return 0 if all(ready for ready, _ in parts.values()) else 1


def _parts() -> dict[str, tuple[bool, str]]:
    from assistant.service import open_assistant

    try:
        with open_assistant() as assistant:
            assistant.warm()
            return assistant.readiness()
    except (IndexProblem, EncoderProblem, DatabaseProblem) as error:
        failed = next(name for kind, name in KINDS.items() if isinstance(error, kind))
        others = {name: (False, f"not looked at before the {failed} is mended") for name in KINDS.values()}
        return {**others, failed: (False, str(error))}
