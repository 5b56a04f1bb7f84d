"""The people of a demonstration: one for each role, named by it; passwords and secrets are made anew each time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

import pyotp

from catalog.db import Database
from catalog.errors import Message
from catalog.people import Viewer, identify, issue_token
from catalog.people.factors import new_totp_secret
from catalog.people.links import Wanted, first_administrator_link, invite, join
from catalog.people.signing import Browser, enrol, office_of
from catalog.people.viewing import NEED_SECOND_FACTOR
from catalog.terms import Role

OFFICERS_UNIT = "03325"
"""The commune of Mường Phăng, for which the commune officer works."""

HERE = Browser("127.0.0.1", "catalog demo")


@dataclass(frozen=True)
class Part:
    """A role in the play: under which names, and what to try with it."""

    role: Role
    sign_in_name: str
    name: str
    attempt: Message


CAST = (
    Part(
        Role.ADMINISTRATOR,
        "quan-tri",
        "Quản trị (mẫu)",
        Message("mời một người, giao và thu vai trò", "invite somebody, give and end roles"),
    ),
    Part(
        Role.EDITOR,
        "bien-tap",
        "Biên tập (mẫu)",
        Message("soạn bản ghi, gắn ảnh, gửi thẩm định", "write a record, attach pictures, submit"),
    ),
    Part(
        Role.COMMUNE_OFFICER,
        "can-bo-xa",
        "Cán bộ xã Mường Phăng (mẫu)",
        Message("bổ sung ảnh và vị trí trong xã mình", "add pictures and positions in the own commune"),
    ),
    Part(
        Role.REVIEWER,
        "tham-dinh",
        "Thẩm định (mẫu)",
        Message("duyệt, hoặc trả lại kèm lời nhắn", "approve, or return with remarks"),
    ),
    Part(
        Role.PUBLISHER,
        "xuat-ban",
        "Xuất bản (mẫu)",
        Message("công bố bản đã duyệt, gỡ một ảnh", "publish what is approved, withdraw a picture"),
    ),
    Part(
        Role.EVALUATOR,
        "danh-gia",
        "Đánh giá (mẫu)",
        Message("xem mọi bản, kể cả bản nháp, và lịch sử", "read every record, drafts too, and the history"),
    ),
    Part(
        Role.COUNCIL,
        "hoi-dong",
        "Hội đồng (mẫu)",
        Message("xem hồ sơ trước khi công bố", "read dossiers before they are public"),
    ),
    Part(
        Role.APP_DEVELOPER,
        "ung-dung",
        "Nhà phát triển ứng dụng (mẫu)",
        Message("gọi GraphQL bằng mã truy cập", "ask GraphQL with the token"),
    ),
)
"""Everybody, the administrator first, who invites the others."""


@dataclass(frozen=True)
class Member:
    """Somebody's way in: sign-in name, secret of the second factor where the role needs one, bearer token."""

    role: Role
    sign_in_name: str
    totp: str | None
    token: str

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """As `to_json` wrote it."""
        return cls(**{**document, "role": Role(document["role"])})

    def to_json(self) -> dict[str, Any]:
        """For the demonstration's own file."""
        return asdict(self)

    def code(self, now: datetime) -> str | None:
        """What a telephone would show now; None for roles without a second factor."""
        return None if self.totp is None else pyotp.TOTP(self.totp).at(now)

    def address(self) -> str | None:
        """What the QR code would say to a telephone's programme."""
        if self.totp is None:
            return None
        return pyotp.TOTP(self.totp).provisioning_uri(
            name=self.sign_in_name, issuer_name="Danh mục di tích (mẫu)"
        )


_WORDS = [
    "ban",
    "mua",
    "nui",
    "suoi",
    "reo",
    "chim",
    "hot",
    "lua",
    "vang",
    "may",
    "trang",
    "gio",
    "mat",
    "nang",
    "len",
    "rung",
    "xanh",
    "thac",
    "cao",
    "dong",
    "lanh",
]


def new_password() -> str:
    """A password that can be read out: words and digits."""
    words = "-".join(secrets.choice(_WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(9000) + 1000}"


def bring_in(database: Database, password: str, now: datetime) -> dict[Role, Member]:
    """The administrator by the first link, who invites the others; everybody joins and gets a bearer token."""
    members: dict[Role, Member] = {}
    administrator = 0
    for part in CAST:
        unit = OFFICERS_UNIT if part.role == Role.COMMUNE_OFFICER else None
        with database.write() as session:
            if part.role == Role.ADMINISTRATOR:
                link = first_administrator_link(session, now)
            else:
                office = office_of(session, administrator, now)
                if office is None:
                    raise LookupError("the administrator has joined")
                link = invite(office, part.name, part.role, unit, part.sign_in_name).secret
        opened = join(database, link or "", Wanted(password, part.name, part.sign_in_name), HERE, now)
        totp = None
        if part.role in NEED_SECOND_FACTOR:
            totp = new_totp_secret()
            enrol(database, opened.secret, totp, pyotp.TOTP(totp).at(now), now)
        with database.write() as session:
            token = issue_token(session, part.name, part.role, unit, now)
        members[part.role] = Member(part.role, part.sign_in_name, totp, token)
        if part.role == Role.ADMINISTRATOR:
            administrator = viewer_of(database, members[part.role], now).person_id
    return members


def viewer_of(database: Database, member: Member, now: datetime) -> Viewer:
    """The person as the token shows him."""
    with database.read() as session:
        return identify(session, member.token, now)
