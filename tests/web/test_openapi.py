"""The description and the server agree, checked by a program that knows only the description."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

schemathesis = pytest.importorskip("schemathesis")
