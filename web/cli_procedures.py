"""`catalog procedures`: import procedures and their counts, print the figures of a period."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from catalog.coverage.labels import percent_text
from catalog.errors import Message
from catalog.places import legal_day, load_units
from catalog.procedures.figures import EXPLAINED, Figures, Period, Ratio
from catalog.procedures.importing import import_counts, import_procedures
from catalog.procedures.reading import figures_of
from catalog.settings import Settings
from web.cli_imports import add_import_options, run_import
from web.cli_serve import opened
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Thủ tục hành chính và mức độ số hóa hồ sơ. / Administrative procedures, and how far they are digitised."
    procedures: argparse.ArgumentParser = commands.add_parser("procedures", help=text, description=text)
    deeds = procedures.add_subparsers(required=True, metavar="COMMAND")
    text = "Nhập bảng thủ tục, CSV hoặc XLSX. / Import a table of procedures from CSV or XLSX."
    add_import_options(add(deeds, "import", text, partial(run_import, import_procedures)))
    text = "Nhập số liệu hồ sơ theo đơn vị và kỳ. / Import counts of files by unit and period."
    add_import_options(add(deeds, "counts", text, partial(run_import, import_counts)))
    text = "In các tỷ lệ của một kỳ, từng đơn vị và tất cả. / Print the ratios of a period, each unit's and all together."
    command = add(deeds, "figures", text, figures)
    command.add_argument(
        "--from",
        dest="start",
        type=date.fromisoformat,
        required=True,
        metavar="DATE",
        help="ngày đầu kỳ / first day of the period",
    )
    command.add_argument(
        "--to",
        dest="end",
        type=date.fromisoformat,
        required=True,
        metavar="DATE",
        help="ngày đầu tiên sau kỳ / first day after the period",
    )
    command.add_argument(
        "--unit", metavar="CODE", help="mã đơn vị, gồm cả cấp dưới / code of a unit, with those below"
    )


def figures(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the figures, tabulated; 1 if nothing was counted in the period."""
    asked = Period(options.start, options.end)
    today = legal_day(datetime.now(UTC))
    with opened(settings, say) as database, database.read() as session:
        units = load_units(session)
        found = figures_of(session, units, asked, today, unit_code=options.unit)
    say(
        Message(f"Công thức {found.formula}: ", f"Formulas {found.formula}: "),
        EXPLAINED.in_language(say.language),
    )
    for row in found.rows:
        unit = units.by_id[row.unit_id or 0]
        say.result(_line(row, unit.code, unit.name, say.language))
    if not found.rows:
        say(Message("Chưa có số liệu nào trong kỳ này.", "Nothing was counted in this period."))
        return 1
    say.result(_line(found.whole, "-", Message("Tất cả", "All").in_language(say.language), say.language))
    return 0


def _line(row: Figures, code: str, name: str, language: str) -> str:
    ratios = (("R_in", row.r_in), ("R_reuse", row.r_reuse), ("R_out", row.r_out))
    label = row.label.in_language(language)
    if row.has_gaps:
        label += Message(", thiếu ngày", ", days missing").in_language(language)
    return "\t".join([code, name, label, *(f"{title} {_told(ratio, language)}" for title, ratio in ratios)])


def _told(ratio: Ratio, language: str) -> str:
    return f"{ratio.numerator}/{ratio.denominator} {percent_text(ratio.value, language) or '-'}"
