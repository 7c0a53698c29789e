"""``python -m ingest``."""

from __future__ import annotations

import gc
import sys

from ingest.cli import main

if __name__ == "__main__":
    # Importing the encoder's library makes a million objects that live to the end: looking through them for rubbish
    # again and again takes a second, and once more at exit another.
    gc.set_threshold(100_000, 50, 100)
    code = main()
    gc.freeze()
    sys.exit(code)
