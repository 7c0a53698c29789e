"""A corpus of two short documents, for tests of what is said about evidence and not of how it is found."""

from __future__ import annotations

from pathlib import Path

from assistant.core.agencies import AgencyIndex
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.manifest import SCHEMA_VERSION, Manifest
from assistant.core.records import Agency, DocumentInfo, Record, Responsibility, Span

SOURCES = {
    "north": (
        "北岭市分工表\n"
        "12\t推广绿色建材，到2025年达到150万平方米，占比达到96%以上。\t"
        "牵头单位：市住建局 协办单位：市商务局、各区政府\n"
        "13\t鼓励**绿色**快递，可循环快递箱达到100万个。\t市邮政局、市商务局等按职责分工负责\n"
    ),
    "south": (
        "南湖省方案\n\n南湖省意见\n（三）发展绿色农业。到2025年，秸秆综合利用率稳定在86%以上，新增灌溉面积32万亩。\n"
    ),
}
INFOS = (
    DocumentInfo(
        document="north", title="北岭市分工表", titles=("北岭市分工表",), region="北岭市", region_en="Beiling",
        title_en="Beiling table of tasks", level="市", file="north.txt", sha256="", period="2023-2025年",
    ),
    DocumentInfo(
        document="south", title="南湖省方案", titles=("南湖省方案", "南湖省意见"), region="南湖省", region_en="Nanhu",
        title_en="Nanhu plan", level="省", file="south.txt", sha256="",
    ),
)  # fmt: skip
AGENCIES = (
    Agency(
        agency_id="housing", name="市住建局", documents=("north",), printed=("市住建局",),
        aliases=("住建局", "市住房建设局"), english="Beiling Housing Bureau",
    ),
    Agency(
        agency_id="commerce", name="市商务局", documents=("north",), printed=("市商务局",), aliases=("商务局",),
        english="Beiling Commerce Bureau",
    ),
    Agency(
        agency_id="post", name="市邮政局", documents=("north",), printed=("市邮政局",), aliases=(),
        english="Beiling Postal Bureau",
    ),
    Agency(
        agency_id="finance", name="市财政局", documents=("north",), printed=("市财政局",), aliases=(),
        english="Beiling Finance Bureau",
    ),
)  # fmt: skip


def _span(document: str, words: str) -> Span:
    start = SOURCES[document].index(words)
    return Span(start=start, end=start + len(words))


def _task(number: int, text: str, responsibility: Responsibility) -> Record:
    span = _span("north", text)
    start = SOURCES["north"].index(f"{number}\t")
    return Record(
        record_id=f"north/task/{number}", document="north", series="task", number=number,
        label=f"重点任务第{number}项", path=("一、总体要求",), title="", text=text, spans=(span,), start=start,
        end=SOURCES["north"].index("\n", start), responsibility=responsibility,
    )  # fmt: skip


BUILDING = _task(
    12,
    "推广绿色建材，到2025年达到150万平方米，占比达到96%以上。",
    Responsibility(form="lead_support", lead=("市住建局",), support=("市商务局", "各区政府")),
)
PARCELS = _task(
    13,
    "鼓励**绿色**快递，可循环快递箱达到100万个。",
    Responsibility(form="joint", joint=("市邮政局", "市商务局")),
)
_FARMING_TEXT = "到2025年，秸秆综合利用率稳定在86%以上，新增灌溉面积32万亩。"
FARMING = Record(
    record_id="south/section/3", document="south", series="section", number=3, label="（三）",
    path=("南湖省意见", "（三）发展绿色农业"), title="发展绿色农业", text=_FARMING_TEXT,
    spans=(_span("south", _FARMING_TEXT),), start=SOURCES["south"].index("（三）"), end=len(SOURCES["south"]),
)  # fmt: skip

CORPUS = Corpus.assemble(
    root=Path("nowhere"),
    manifest=Manifest(
        schema_version=SCHEMA_VERSION, index_version="0" * 16, encoder="none", encoder_fingerprint="", dimension=1,
        built_at="", sources={}, counts={},
    ),
    documents=INFOS,
    records=(BUILDING, PARCELS, FARMING),
    agencies=AGENCIES,
    sources=SOURCES,
    furniture={},
)  # fmt: skip
INDEX = AgencyIndex(AGENCIES)


def whole(record: Record) -> Evidence:
    """The whole record as evidence."""
    (one,) = CORPUS.evidence(record)
    return one
