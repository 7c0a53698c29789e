"""What every body of a response has in common.

Knows how a body is made of a value; refuses to know any field.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ResponseBody(BaseModel):
    """A body made of the attributes of a value; a field that the contract does not name is an error."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)
