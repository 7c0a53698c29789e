from __future__ import annotations

import json

import pytest

from assistant.core.corpus import Corpus
from assistant.core.lineage import Edit, Lineage, Stretch, Uncarried, from_json, to_json
from assistant.errors import UnknownDocument, UnknownRecord

PLACE = Stretch(record_id="a/item/1", start=3, end=5)
ROW = Lineage(
    record_id="b/task/1",
    kind="adapted",
    sources=(PLACE,),
    edits=(Edit(kind="changed", before="省", after="市", source=PLACE, row=PLACE),),
)


@pytest.mark.parametrize("value", [ROW, Uncarried(sentence=PLACE, heading=False)])
def test_what_was_written_is_read(value: Lineage | Uncarried) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value


@pytest.mark.parametrize("changes", [{"type": "else"}, {"kind": "borrowed"}])
def test_anything_else_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no lineage"):
        from_json(to_json(ROW) | changes)


def test_the_corpus_tells_the_lineage_of_a_row(five: Corpus) -> None:
    found = five.lineage_of("shenzhen/task/58")
    assert found is not None
    assert (found.kind, found.edits[0].after) == ("adapted", "“光储直柔”")
    assert five.lineage_of("guangdong/item/12") is None
    with pytest.raises(UnknownRecord):
        five.lineage_of("shenzhen/task/141")


def test_the_corpus_tells_what_nobody_carries(five: Corpus) -> None:
    assert len(five.uncarried("guangdong")) == 12
    assert five.uncarried("shenzhen") == ()
    with pytest.raises(UnknownDocument):
        five.uncarried("hunan")
