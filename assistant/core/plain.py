"""Values as JSON sees them: dataclasses become dictionaries, tuples become lists.

Knows the shapes that values of this program are made of; refuses to know what they mean. ``dataclasses.asdict`` does
the same but copies every string and number deeply, which took a tenth of the time of an exact answer.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """A value of dataclasses, mappings, tuples, lists and scalars as plain JSON values."""
    if isinstance(value, (str, int, float)) or value is None:
        return value
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    kind = type(value)
    names = _NAMES.get(kind) or _NAMES.setdefault(kind, _names(value))
    return {name: plain(getattr(value, name)) for name in names}


_NAMES: dict[type[Any], tuple[str, ...]] = {}
"""The fields of each kind of value seen so far; as many as the program has kinds."""


def _names(value: Any) -> tuple[str, ...]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return tuple(field.name for field in fields(value))
