"""``python -m assistant``: the console script without an installation of scripts."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main())
