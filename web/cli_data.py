"""The commands on data: export, place, schema, token."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import Message
from catalog.exchange.exporting import Format, export_sites
from catalog.finding.gazetteer import open_gazetteer
from catalog.gazetteer.lookup import PlaceAt, PlaceMatch, office_geocoder
from catalog.people import issue_token
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.settings import Settings
from catalog.terms import Role
from media.durable import written_whole
from schema.build import public_schema
from web.cli_serve import opened
from web.cli_words import Speaker, add, warn_of_demo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_POSITION = re.compile(r"(-?\d+(?:\.\d+)?)[,\s]+(-?\d+(?:\.\d+)?)")


def add_commands(commands: Commands) -> None:
    """Put the commands of this module among the others."""
    text = "Xuất các địa điểm đã công bố. / Export the published sites."
    exporting = add(commands, "export", text, export)
    exporting.add_argument(
        "file", nargs="?", type=Path, help="mặc định: đầu ra chuẩn / default: standard output"
    )
    exporting.add_argument("--format", choices=("csv", "jsonl", "geojson"), default="csv")
    text = (
        "Tìm nơi chốn theo tên, địa chỉ cũ hoặc mới, hay tọa độ. / Find a place by name, address or position."
    )
    finding = add(commands, "place", text, place)
    finding.add_argument(
        "text", nargs="+", help="tên, địa chỉ, hoặc “vĩ độ, kinh độ” / name, address or “lat, lon”"
    )
    finding.add_argument("--as-of", metavar="DATE", help="ngày pháp lý / day of legal time (YYYY-MM-DD)")
    add(commands, "schema", "In lược đồ GraphQL. / Print the GraphQL schema.", schema)
    text = "Cấp mã truy cập cho một người. / Issue a bearer token to a person."
    issuing = add(commands, "token", text, token)
    issuing.add_argument("--person", required=True, metavar="NAME")
    issuing.add_argument("--role", required=True, choices=[role.value for role in Role])
    issuing.add_argument("--unit", metavar="CODE", help="đơn vị của cán bộ xã / unit of a commune officer")


def export(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write the published sites to a file, whole or not at all, or to standard output."""
    warn_of_demo(settings, say)
    with opened(settings, say) as database, database.read() as session:
        pieces = export_sites(session, Format(options.format))
        if options.file is None:
            for piece in pieces:
                sys.stdout.write(piece)
            return 0
        with written_whole(options.file) as file:
            file.writelines(piece.encode() for piece in pieces)
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def place(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the places found, best first; 1 if there is none."""
    text = " ".join(options.text)
    day = date.fromisoformat(options.as_of) if options.as_of else legal_day(datetime.now(UTC))
    with opened(settings, say) as database, database.read() as session:
        gazetteer = open_gazetteer(Reader(session, day), office_geocoder(settings))
        numbers = _POSITION.fullmatch(text.strip())
        if numbers:
            lines = _described(gazetteer.at(float(numbers[1]), float(numbers[2]), day))
        else:
            lines = [_match_line(match) for match in gazetteer.places(text)]
    for line in lines:
        say.result(line)
    if not lines:
        say(Message(f"Không tìm thấy “{text}”.", f"Nothing found for “{text}”."))
    return 0 if lines else 1


def _match_line(match: PlaceMatch) -> str:
    where = "" if match.latitude is None else f"{match.latitude:.6f}, {match.longitude:.6f}"
    heirs = ", ".join(f"{unit.name} {unit.code}" for unit in match.today)
    what = match.site.code if match.site else heirs
    return "\t".join([f"{match.score:.2f}", match.kind, match.name, what, where, " ".join(match.reasons)])


def _described(found: PlaceAt) -> list[str]:
    certain = [f"{found.unit.name}\t{found.unit.code}"] if found.unit else []
    maybe = [f"? {unit.name}\t{unit.code}" for unit in found.candidates if unit != found.unit]
    return [*certain, *maybe, *(f"~ {unit.name}\t{unit.code}\t{metres:.0f} m" for unit, metres in found.near)]


def schema(_: argparse.Namespace, __: Settings, say: Speaker) -> int:
    """Print the schema in GraphQL's definition language."""
    say.result(public_schema().as_str())
    return 0


def token(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a new token and nothing else."""
    with opened(settings, say) as database, database.write() as session:
        issued = issue_token(session, options.person, Role(options.role), options.unit, datetime.now(UTC))
    say.result(issued)
    return 0
