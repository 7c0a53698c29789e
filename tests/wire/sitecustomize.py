"""Python imports this at start where this folder is on ``PYTHONPATH``: the wire of that process is cut too."""

from __future__ import annotations

from importlib import import_module

import_module("guard").cut()  # by name: seen from the tests, the same file is tests.wire.guard
