"""The directory of a demonstration: made whole beside its place or not at all, and marked before anything is in it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from catalog.db import Database
from catalog.demo.filling import Advance, Studio, Team, fill
from catalog.demo.people import Member, bring_in, new_password, viewer_of
from catalog.errors import BadRequestError, Message
from catalog.exchange.starting import load_starting_register
from catalog.migrating import upgrade
from catalog.people.tokens import TOKEN_LIFE
from catalog.settings import DEMO_MARKER, Settings
from catalog.surrogates.files import MediaRoom
from media.durable import PART

ACCESS = "demo.json"
"""Beside the marker: by what the people of this demonstration sign in. Nobody else has any of it."""

LASTS = timedelta(days=20)
"""How long ago the work that the history tells of began."""

WHAT_IT_IS = """Thư mục này là dữ liệu mẫu: không có gì ở đây là thật, không có gì được tính.
Tệp này làm cho mọi trang nói rõ điều đó; đừng xóa nó.

This directory is a demonstration: nothing in it is real, and nothing counts.
This file makes every page say so; do not delete it.
"""


@dataclass(frozen=True)
class Access:
    """How everybody signs in: one password, and what each has besides. The tokens end at `ends`."""

    password: str
    members: Sequence[Member]
    ends: datetime

    @classmethod
    def read(cls, folder: Path) -> Access:
        """Of this demonstration. Raises `BadRequestError` if its file is gone."""
        try:
            document = json.loads((folder / ACCESS).read_text(encoding="utf-8"))
            members = [Member.from_json(one) for one in document["members"]]
            return cls(document["password"], members, datetime.fromisoformat(document["ends"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadRequestError(
                Message(
                    f"Không đọc được {folder / ACCESS}; hãy xóa thư mục {folder} rồi tạo lại.",
                    f"{folder / ACCESS} cannot be read; delete the directory {folder} and begin anew.",
                )
            ) from error

    def write(self, folder: Path) -> None:
        """Keep it, for the owner of the directory alone."""
        document = {
            "password": self.password,
            "members": [member.to_json() for member in self.members],
            "ends": self.ends.isoformat(),
        }
        opened = os.open(folder / ACCESS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)


def settings_of_demo(settings: Settings) -> Settings:
    """The settings with the demonstration's own directory and database, and nobody else's accounts."""
    changes: Mapping[str, object] = {
        "data": settings.demo_data,
        "database_url": None,
        "oidc_issuer": None,
        "bucket": None,
    }
    return settings.model_copy(update=dict(changes))


def is_made(folder: Path) -> bool:
    """Whether the demonstration is there. Raises `BadRequestError` for a directory that is something else."""
    if (folder / DEMO_MARKER).is_file():
        return True
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequestError(
            Message(
                f"{folder} không trống và không phải dữ liệu mẫu; không đụng đến. Hãy chọn thư mục khác (DEMO_DATA).",
                f"{folder} is neither empty nor a demonstration, and is left alone. Choose another (DEMO_DATA).",
            )
        )
    return False


def make(settings: Settings, now: datetime, advance: Advance) -> Access:
    """Make the demonstration in the settings' data directory, which must be empty or not there.

    It is filled beside its place and put there when it is whole: an interrupted one is begun anew.
    """
    folder = settings.data.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = folder.with_name(f".{folder.name}{PART}")
    if (staged / DEMO_MARKER).is_file():
        shutil.rmtree(staged)
    staged.mkdir(mode=0o700)
    try:
        (staged / DEMO_MARKER).write_text(WHAT_IT_IS, encoding="utf-8")
        access = _filled(settings.model_copy(update={"data": staged}), now, advance)
        access.write(staged)
        if folder.exists():
            folder.rmdir()
        staged.rename(folder)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return access


def _filled(settings: Settings, now: datetime, advance: Advance) -> Access:
    began = now - LASTS
    password = new_password()
    upgrade(settings.database)
    room = MediaRoom.of(settings)
    with (
        closing(Database(settings.database)) as database,
        closing(room),
        tempfile.TemporaryDirectory(dir=settings.data, suffix=PART) as folder,
        Studio.open(room, Path(folder)) as studio,
    ):
        load_starting_register(database, began)
        members = bring_in(database, password, began)
        viewers = {role: viewer_of(database, member, began) for role, member in members.items()}
        fill(Team(database, room, viewers, began), studio, advance)
    return Access(password, list(members.values()), began + TOKEN_LIFE)


def clean(folder: Path) -> bool:
    """Delete a demonstration; False if there is none. Raises `BadRequestError` for anything else."""
    if not is_made(folder):
        with suppress(OSError):
            folder.rmdir()
        return False
    shutil.rmtree(folder)
    return True
