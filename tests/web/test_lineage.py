from __future__ import annotations

from assistant.core.corpus import Corpus
from assistant.web.lineage import lineage_body


def test_a_row_tells_what_it_carries_out(five: Corpus) -> None:
    body = lineage_body(five.lineage_of("shenzhen/task/58"))
    assert body is not None
    assert body.model_dump() == {
        "kind": "adapted",
        "sources": [{"record_id": "guangdong/item/12", "start": 82, "end": 135}],
        "edits": [
            {
                "kind": "added",
                "before": "",
                "after": "“光储直柔”",
                "source": {"record_id": "guangdong/item/12", "start": 119, "end": 119},
                "row": {"record_id": "shenzhen/task/58", "start": 39, "end": 45},
            }
        ],
    }
    assert lineage_body(None) is None
