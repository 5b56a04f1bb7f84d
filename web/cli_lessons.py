"""`catalog lesson`: how many have come how far in the desk's lessons."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from catalog.coverage.labels import percent_text
from catalog.errors import Message
from catalog.people.learning import Learners, learners
from catalog.places import Units, load_units
from catalog.settings import Settings
from catalog.tables.lessons import Lesson
from web.cli_serve import opened
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

OF_NO_COMMUNE = Message("Không gắn với xã nào", "Of no commune")


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Bài học ở bàn làm việc. / The desk's lessons."
    lesson: argparse.ArgumentParser = commands.add_parser("lesson", help=text, description=text)
    deeds = lesson.add_subparsers(required=True, metavar="COMMAND")
    text = (
        "Đếm theo xã: bao nhiêu người có vai trò, đã bắt đầu, đã học xong, tỷ lệ. Không nêu tên ai. / "
        "Count by commune: how many have a role, have begun, have finished, the share. Nobody is named."
    )
    command = add(deeds, "counts", text, counts)
    command.add_argument(
        "--lesson", type=Lesson, choices=list(Lesson), default=Lesson.FIRST_SITE_1, help="bài nào / which one"
    )


def counts(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the counts, tabulated: code, name, people, begun, finished, share; 1 if nobody has a role yet."""
    with opened(settings, say) as database, database.read() as session:
        units = load_units(session)
        found = learners(session, options.lesson, units)
    for each in found:
        say.result(_line(each, units, say.language))
    if not found:
        say(Message("Chưa ai có vai trò.", "Nobody has a role yet."))
        return 1
    return 0


def _line(each: Learners, units: Units, language: str) -> str:
    unit = None if each.unit_id is None else units.by_id[each.unit_id]
    name = OF_NO_COMMUNE.in_language(language) if unit is None else unit.name
    people = len(each.people)
    share = percent_text(Fraction(each.finished, people), language) if people else None
    told = [
        "-" if unit is None else unit.code,
        name,
        str(people),
        str(each.begun),
        str(each.finished),
        share or "-",
    ]
    return "\t".join(told)
