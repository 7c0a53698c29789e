"""The endpoints of targets: a list by filters, and one indicator across all documents.

Knows paths, parameters and shapes; refuses to know how targets are found.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.core.target_views import Matrix, TargetQuery, list_targets, matrix
from assistant.core.targets import Comparator, Direction, Kind, Target, YearBasis
from assistant.web import routes
from assistant.web.requests import MatrixFilters, TargetFilters
from assistant.web.response import ResponseBody
from assistant.web.routes import Current

router = APIRouter(prefix="/api/v1/targets", responses=routes.router.responses)


class TargetBody(ResponseBody):
    """One figure with its indicator, year, baseline, unit and exact sentence."""

    target_id: str
    document: str
    record_id: str
    kind: Kind = Field(
        description="target: to be reached; qualitative: set in words only; threshold: what a provision applies to; "
        "rate: a rate in force."
    )
    indicator: str
    indicator_id: str
    indicator_en: str
    words: str = Field(description="The indicator as printed.")
    value: float | None = Field(description="In the unit as printed; the low end of a range.")
    high: float | None = Field(description="The high end of a range.")
    value_text: str = Field(description="The value as printed.")
    unit: str
    comparator: Comparator
    effort: bool = Field(description="Whether the source says 力争.")
    per_year: bool
    direction: Direction
    year: int | None = Field(description="The year by which; null where the source names none.")
    year_text: str
    year_basis: YearBasis
    baseline: int | None = Field(description="The year that a change is measured from.")
    scope: str
    sentence: str
    start: int = Field(description="Where the sentence begins in the source file.")
    end: int


class TargetList(ResponseBody):
    """``total`` counts all matches, ``items`` holds those of this page."""

    total: int
    items: list[TargetBody]


class CellBody(ResponseBody):
    """What one document says; ``text`` is 未提及 where it is silent."""

    document: str
    region: str
    region_en: str
    mentioned: bool
    text: str
    targets: list[TargetBody]


class IndicatorBody(ResponseBody):
    """The name of an indicator."""

    indicator_id: str
    indicator: str
    indicator_en: str


class MatrixRow(IndicatorBody):
    """One indicator across all documents."""

    near: list[IndicatorBody] = Field(description="Indicators easily taken for this one, which are not the same.")
    cells: list[CellBody]


class MatrixBody(ResponseBody):
    """A row for each indicator that the name fits."""

    total: int
    items: list[MatrixRow]


@router.get("", summary="List targets")
async def targets(filters: Annotated[TargetFilters, Query()], assistant: Current) -> TargetList:
    """Every quantified target that all given filters hold for, document by document in the order of the source."""
    page = list_targets(assistant.corpus, TargetQuery(**filters.model_dump()))
    return TargetList(total=page.total, items=[_target(target) for target in page.items])


@router.get("/matrix", summary="One indicator across all documents")
async def target_matrix(filters: Annotated[MatrixFilters, Query()], assistant: Current) -> MatrixBody:
    """The values of an indicator in each document, or 未提及; several rows where the name fits several indicators."""
    rows = [_row(found) for found in matrix(assistant.corpus, filters.indicator)]
    return MatrixBody(total=len(rows), items=rows)


def _target(target: Target) -> TargetBody:
    plain = {name: getattr(target, name) for name in TargetBody.model_fields}
    for name in ("value", "high"):
        plain[name] = None if plain[name] is None else float(plain[name])
    return TargetBody(**plain | {"start": target.source_start, "end": target.source_end})


def _row(found: Matrix) -> MatrixRow:
    return MatrixRow(
        indicator_id=found.indicator.indicator_id,
        indicator=found.indicator.name,
        indicator_en=found.indicator.english,
        near=[
            IndicatorBody(indicator_id=near.indicator_id, indicator=near.name, indicator_en=near.english)
            for near in found.near
        ],
        cells=[
            CellBody(
                document=cell.document.document,
                region=cell.document.region,
                region_en=cell.document.region_en,
                mentioned=bool(cell.targets),
                text=cell.text,
                targets=[_target(target) for target in cell.targets],
            )
            for cell in found.cells
        ],
    )
