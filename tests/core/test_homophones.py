"""Names as dictation leaves them."""

from __future__ import annotations

import pytest

from assistant.core.homophones import Homophones

NAMES = ("秸秆综合利用率", "农膜回收率", "“光储直柔”试点项目")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("广东结杆综合利用律稳定在多少", "广东秸秆综合利用率稳定在多少"),
        ("农摸回收绿", "农膜回收率"),
        ("秸秆综合利用率", "秸秆综合利用率"),
        ("畜禽粪污综合利用率", "畜禽粪污综合利用率"),
        ("what is the rate", "what is the rate"),
    ],
)
def test_words_of_the_same_sound(heard: str, meant: str) -> None:
    mended = Homophones(NAMES).mended(heard)
    assert mended == meant
    assert len(mended) == len(heard)


def test_no_names_mend_nothing() -> None:
    assert Homophones(()).mended("结杆综合利用律") == "结杆综合利用律"
