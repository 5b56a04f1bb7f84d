"""Where score sheets and rankings are handed out as files: their addresses, listed beside them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import strawberry

from catalog.reports.sheet_forms import MEDIA_TYPES, OF_RANKING, RANKING, SHEET, ScoreForm, endings
from schema.context import Info

SCORES = "/progress/scores"
"""Under it: `<period>/<subject>/sheet.vi.xlsx`, and `<period>/ranking.vi.xlsx?cluster=<cluster>`."""


@strawberry.type(
    description="A file of a score sheet or ranking. It is handed out to whoever may see what is in it: beside the session "
    "goes the header GraphQL-Require-Preflight."
)
class ScoreFile:
    """File."""

    form: str = strawberry.field(description="json, xlsx, pdf, csv or evidence.csv; they say the same.")
    language: str | None = strawberry.field(description="vi or en; null for data, which hold both.")
    media_type: str = strawberry.field(description="Media type.")
    url: str = strawberry.field(description="Address.")


def files_of_sheet(info: Info, period: str, subject: str) -> list[ScoreFile]:
    """All files of a sheet."""
    folder = f"{info.context.public_url}{SCORES}/{quote(period, safe='')}/{quote(subject, safe='')}/{SHEET}"
    return [
        _file(form, language, f"{folder}.{ending}")
        for ending, (form, language) in endings(tuple(ScoreForm)).items()
    ]


def files_of_ranking(info: Info, period: str, cluster: str) -> list[ScoreFile]:
    """All files of a ranking."""
    folder = f"{info.context.public_url}{SCORES}/{quote(period, safe='')}/{RANKING}"
    query = urlencode({"cluster": cluster})
    return [
        _file(form, language, f"{folder}.{ending}?{query}")
        for ending, (form, language) in endings(OF_RANKING).items()
    ]


def _file(form: ScoreForm, language: str | None, url: str) -> ScoreFile:
    return ScoreFile(form=form.value, language=language, media_type=MEDIA_TYPES[form], url=url)
