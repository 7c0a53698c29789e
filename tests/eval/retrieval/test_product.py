"""What counts as a right answer, by hand-made answers, and the product asked for real."""

from __future__ import annotations

from assistant.core.answer import Answer, Citation
from assistant.service import Assistant
from eval.retrieval.cases import RetrievalCase
from eval.retrieval.product import evidence_of, is_right, outcome

CASE = RetrievalCase(
    id="r-one",
    split="tuned",
    kind="two_part",
    lang="zh",
    region="named",
    question="浙江…？",
    relevant=(("zhejiang/section/3",), ("zhejiang/section/4", "zhejiang/clause/4-1")),
    holds=(("绿色 制造",),),
    why="by hand",
)
NOTHING = CASE.model_copy(update={"kind": "unanswerable", "relevant": (), "holds": ()})


def cited(record_id: str, quote: str) -> Citation:
    return Citation(
        marker=1,
        record_id=record_id,
        document="zhejiang",
        title="t",
        region="浙江",
        series="section",
        number=3,
        path=(),
        label="l",
        quote=quote,
        start=0,
        end=len(quote),
    )


def answer(*citations: Citation, status: str = "answered", searched: dict[str, object] | None = None) -> Answer:
    return Answer(
        conversation_id="c",
        answer_id="a",
        answer="…",
        language="zh",
        status=status,  # type: ignore[arg-type]
        citations=citations,
        searched=searched or {},
    )


BOTH = (cited("zhejiang/section/3", "绿色\n制造"), cited("zhejiang/clause/4-1", "…"))


def test_every_part_must_be_cited_and_the_words_quoted() -> None:
    assert is_right(CASE, answer(*BOTH))
    assert not is_right(CASE, answer(BOTH[0]))
    assert not is_right(CASE, answer(cited("zhejiang/section/3", "绿色"), BOTH[1]))
    assert not is_right(CASE, answer(*BOTH, status="refused"))


def test_what_has_no_answer_must_be_refused() -> None:
    assert is_right(NOTHING, answer(status="refused"))
    assert not is_right(NOTHING, answer(*BOTH))


def test_what_is_settled_by_rule_is_sure() -> None:
    assert evidence_of(answer(*BOTH)) == 1.0
    assert evidence_of(answer(status="refused")) == 0.0
    assert evidence_of(answer(searched={"evidence": 0.4})) == 0.4


def test_the_product_is_asked(assistant: Assistant) -> None:
    case = CASE.model_copy(update={"question": "浙江怎么治理水产养殖的尾水？", "relevant": (("zhejiang/clause/8-1",),)})
    found = outcome(assistant, case)
    assert 0 < len(found.hits) <= 10
    assert all(record.startswith("zhejiang/") for hit in found.hits for record in hit)
    assert found.answer
