from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.core.corpus import Corpus
from assistant.core.targets import Target


def of(five: Corpus, record_id: str, indicator: str) -> Target:
    return next(t for t in five.targets if (t.record_id, t.indicator_id) == (record_id, indicator))


def test_amounts_are_in_the_base_unit(five: Corpus) -> None:
    area = of(five, "zhejiang/annex/10", "prefab_area")
    assert (area.unit, area.base_unit, area.amount) == ("亿平方米", "平方米", Decimal(10**8))
    money = of(five, "jiangsu/section/1-8", "subsidy_limit")
    assert (money.base_unit, money.amount) == ("元", Decimal(2000 * 10**4))
    parks = of(five, "chongqing/box/7-1", "demo_parks")
    assert (parks.amount, parks.amount_high) == (Decimal(5), Decimal(10))


def test_only_like_is_compared_with_like(five: Corpus) -> None:
    straw = of(five, "zhejiang/section/2", "straw")
    assert straw.comparable(of(five, "guangdong/section/2", "straw"))
    assert not straw.comparable(of(five, "zhejiang/annex/7", "straw"))
    assert not straw.comparable(of(five, "guangdong/section/2", "film"))
    total, yearly = (
        of(five, "zhejiang/clause/5-3", "audit_mandatory"),
        of(five, "jiangsu/section/1-5", "audit_mandatory"),
    )
    assert not replace(total, year=None).comparable(yearly)
    worded = of(five, "zhejiang/section/2", "cod")
    assert not worded.comparable(of(five, "guangdong/section/2", "cod"))


def test_one_thing_said_twice(five: Corpus) -> None:
    once, twice = of(five, "zhejiang/section/2", "straw"), of(five, "zhejiang/clause/9-1", "straw")
    assert once.same_value(twice)
    assert not once.same_value(of(five, "zhejiang/annex/7", "straw"))


def test_the_corpus_gives_them_by_document(five: Corpus) -> None:
    assert {t.document for t in five.targets_of("jiangsu")} == {"jiangsu"}
    assert sum(len(five.targets_of(d.document)) for d in five.documents) == len(five.targets_of())
