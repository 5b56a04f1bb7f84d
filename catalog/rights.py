"""The rights statements that a surrogate may carry, and what each lets the public do.

One URI for each file: a Creative Commons licence or tool, or a statement of RightsStatements.org. How open
a statement is follows Europeana's licence types (metis-framework, LicenseType: open, restricted, closed).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalog.errors import Message


class Openness(StrEnum):
    """OPEN: anyone may use and change it; RESTRICTED: some uses; CLOSED: looking only."""

    OPEN = "OPEN"
    RESTRICTED = "RESTRICTED"
    CLOSED = "CLOSED"


@dataclass(frozen=True)
class RightsTerm:
    """A statement: its name for people, how open it is, and whether the original may be handed on as it is."""

    uri: str
    label: Message
    openness: Openness

    @property
    def may_share_original(self) -> bool:
        """Licences let everybody copy the work as it is; a statement of copyright does not."""
        return self.openness != Openness.CLOSED


_CC = "https://creativecommons.org/"
_RS = "http://rightsstatements.org/vocab/"


def _term(uri: str, vi: str, en: str, openness: Openness) -> RightsTerm:
    return RightsTerm(uri, Message(vi, en), openness)


_TERMS = (
    _term(f"{_CC}publicdomain/zero/1.0/", "CC0: không giữ quyền", "CC0: no rights reserved", Openness.OPEN),
    _term(f"{_CC}publicdomain/mark/1.0/", "Thuộc phạm vi công cộng", "Public domain", Openness.OPEN),
    _term(f"{_CC}licenses/by/4.0/", "CC BY 4.0: ghi công", "CC BY 4.0", Openness.OPEN),
    _term(
        f"{_CC}licenses/by-sa/4.0/", "CC BY-SA 4.0: ghi công, chia sẻ tương tự", "CC BY-SA 4.0", Openness.OPEN
    ),
    _term(
        f"{_CC}licenses/by-nd/4.0/",
        "CC BY-ND 4.0: ghi công, không phái sinh",
        "CC BY-ND 4.0",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_CC}licenses/by-nc/4.0/",
        "CC BY-NC 4.0: ghi công, phi thương mại",
        "CC BY-NC 4.0",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_CC}licenses/by-nc-sa/4.0/",
        "CC BY-NC-SA 4.0: ghi công, phi thương mại, chia sẻ tương tự",
        "CC BY-NC-SA 4.0",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_CC}licenses/by-nc-nd/4.0/",
        "CC BY-NC-ND 4.0: ghi công, phi thương mại, không phái sinh",
        "CC BY-NC-ND 4.0",
        Openness.RESTRICTED,
    ),
    _term(f"{_RS}InC/1.0/", "Được bảo hộ quyền tác giả", "In copyright", Openness.CLOSED),
    _term(
        f"{_RS}InC-EDU/1.0/",
        "Được bảo hộ; được dùng cho giáo dục",
        "In copyright; educational use permitted",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_RS}InC-NC/1.0/",
        "Được bảo hộ; được dùng phi thương mại",
        "In copyright; non-commercial use permitted",
        Openness.RESTRICTED,
    ),
    _term(f"{_RS}InC-OW-EU/1.0/", "Tác phẩm mồ côi (EU)", "In copyright; EU orphan work", Openness.CLOSED),
    _term(
        f"{_RS}InC-RUU/1.0/",
        "Được bảo hộ; không tìm được chủ thể quyền",
        "In copyright; rights-holder(s) unlocatable or unidentifiable",
        Openness.CLOSED,
    ),
    _term(
        f"{_RS}NoC-NC/1.0/",
        "Không còn quyền tác giả; chỉ phi thương mại",
        "No copyright; non-commercial use only",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_RS}NoC-OKLR/1.0/",
        "Không có quyền tác giả; có giới hạn pháp lý khác",
        "No copyright; other known legal restrictions",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_RS}NoC-CR/1.0/",
        "Không có quyền tác giả; có giới hạn theo hợp đồng",
        "No copyright; contractual restrictions",
        Openness.RESTRICTED,
    ),
    _term(
        f"{_RS}NoC-US/1.0/",
        "Không có quyền tác giả ở Hoa Kỳ",
        "No copyright in the United States",
        Openness.CLOSED,
    ),
    _term(f"{_RS}NKC/1.0/", "Không biết có quyền tác giả nào", "No known copyright", Openness.CLOSED),
    _term(f"{_RS}CNE/1.0/", "Chưa xem xét quyền tác giả", "Copyright not evaluated", Openness.CLOSED),
    _term(f"{_RS}UND/1.0/", "Quyền tác giả chưa xác định", "Copyright undetermined", Openness.CLOSED),
)

RIGHTS: Mapping[str, RightsTerm] = {term.uri: term for term in _TERMS}
"""The statements by URI."""


def rights_term(uri: str) -> RightsTerm | None:
    """The statement with this URI; http and https, with and without the last slash, are the same statement."""
    return _BY_ADDRESS.get(_address(uri.strip()))


def _address(uri: str) -> str:
    return uri.partition("://")[2].rstrip("/")


_BY_ADDRESS = {_address(term.uri): term for term in _TERMS}


def may_share(uri: str | None) -> bool:
    """Whether a file under this statement may be handed on as it is; never without one."""
    term = RIGHTS.get(uri or "")
    return term is not None and term.may_share_original
