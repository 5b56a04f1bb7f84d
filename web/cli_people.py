"""`catalog account`: people and their accounts, for whoever may use the machine itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from catalog.errors import Message, NotFoundError
from catalog.people.directory import Entry, deactivate, entries, find_person, reactivate
from catalog.people.links import invite, reset_access
from catalog.people.office import NO_SUCH_PERSON, Done, Office
from catalog.places import Units, load_units
from catalog.settings import Settings
from catalog.terms import Role
from web.cli_serve import opened
from web.cli_words import JOIN, Command, Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Verb = Callable[[Office, argparse.Namespace], Done]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Quản lý người dùng trên chính máy chủ. / Manage people, on the machine itself."
    account: argparse.ArgumentParser = commands.add_parser("account", help=text, description=text)
    deeds = account.add_subparsers(required=True, metavar="COMMAND")
    text = "Mời một người và in liên kết dùng một lần. / Invite somebody and print the one-time link."
    inviting = add(deeds, "invite", text, _with(_invite))
    inviting.add_argument("--name", required=True, metavar="NAME", help="họ và tên / full name")
    inviting.add_argument("--role", required=True, choices=[role.value for role in Role])
    inviting.add_argument("--unit", metavar="CODE", help="đơn vị của cán bộ xã / unit of a commune officer")
    for name, text, verb in (
        (
            "reset",
            "Đặt lại quyền truy cập và in liên kết. / Reset somebody's access and print the link.",
            _reset,
        ),
        ("deactivate", "Ngừng một tài khoản ngay. / Stop somebody at once.", _deactivate),
        ("reactivate", "Mở lại một tài khoản. / Let somebody back in.", _reactivate),
    ):
        help_text = "tên hoặc tên đăng nhập / name or sign-in name"
        add(deeds, name, text, _with(verb)).add_argument("name", metavar="NAME", help=help_text)
    add(deeds, "list", "Liệt kê người dùng. / List people.", list_people)


def _with(verb: Verb) -> Command:
    """A command that does one deed in one transaction, and prints the link if one was made."""

    def run(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
        with opened(settings, say) as database, database.write() as session:
            done = verb(Office(session, None, datetime.now(UTC)), options)
        if done.secret is not None:
            address = settings.public_url or f"http://{settings.host}:{settings.port}"
            say.result(f"{address.rstrip('/')}{JOIN}{done.secret}")
        say(Message("Xong.", "Done."))
        return 0

    return run


def _invite(office: Office, options: argparse.Namespace) -> Done:
    return invite(office, options.name, Role(options.role), options.unit)


def _reset(office: Office, options: argparse.Namespace) -> Done:
    return reset_access(office, _person(office, options))


def _deactivate(office: Office, options: argparse.Namespace) -> Done:
    return deactivate(office, _person(office, options))


def _reactivate(office: Office, options: argparse.Namespace) -> Done:
    return reactivate(office, _person(office, options))


def _person(office: Office, options: argparse.Namespace) -> int:
    found = find_person(office.session, options.name)
    if found is None:
        raise NotFoundError(NO_SUCH_PERSON)
    return found


def list_people(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a line for each person: name, sign-in name, roles, second factor, last seen; tabs between."""
    with opened(settings, say) as database, database.read() as session:
        units = load_units(session)
        for entry in entries(session):
            say.result(_line(entry, units))
    return 0


def _line(entry: Entry, units: Units) -> str:
    roles = " ".join(
        held.role if held.unit_id is None else f"{held.role}:{units.by_id[held.unit_id].code}"
        for held in entry.roles
    )
    factor = "2FA" if entry.has_second_factor else "-"
    state = "deactivated" if entry.deactivated_at else "active" if entry.has_password else "no-password"
    seen = entry.seen_at.isoformat(timespec="minutes") if entry.seen_at else "-"
    return "\t".join([entry.name, entry.sign_in_name or "-", roles or "-", factor, state, seen])
