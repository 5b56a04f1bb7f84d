"""Which places a demonstration shows, with which pictures, and how far each record has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.demo.drawings import BY, CC0, CREDIT, HOLDER, IN_COPYRIGHT, NOT_KNOWN
from catalog.errors import Message
from catalog.terms import RecordState, Role

HERO = {"role": "HERO"}
LARGE = {"width": 4000, "height": 3000}
TALL = {"width": 1200, "height": 1600}
WIDE = {"width": 3200, "height": 1600}


def _rights(uri: str) -> dict[str, Any]:
    return {"rights": {"uri": uri, "holder": HOLDER, "creditLine": CREDIT}}


@dataclass(frozen=True)
class Shot:
    """A picture of a place: the scene and its light, and what is special about it.

    `look` changes how it is drawn, `said` what is said of it; `off` is how many degrees of latitude away from
    the place it says it was taken.
    """

    scene: str
    light: str
    look: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    off: float = 0.0004


def _shots(text: str) -> tuple[Shot, ...]:
    """Shots written as `scene:light scene:light ...`; the first is the main picture."""
    pairs = [item.split(":") for item in text.split()]
    return tuple(
        Shot(scene, light, said=HERO if number == 0 else {}) for number, (scene, light) in enumerate(pairs)
    )


PUBLISHED: Mapping[str, Sequence[Shot]] = {
    "doi-a1": (
        Shot("monument", "dawn", LARGE, HERO),
        Shot("blossom", "day", said=_rights(CC0)),
        Shot("ridges", "mist"),
        Shot("terraces", "gold"),
        Shot("village", "dusk"),
        Shot("monument", "night", TALL),
    ),
    "tuong-dai-chien-thang-dbp": (*_shots("monument:day ridges:dusk"), Shot("blossom", "dawn", TALL)),
    "ham-de-castries": _shots("ridges:gold terraces:day"),
    "cau-muong-thanh": _shots("bridge:dusk river:day"),
    "doi-him-lam": (*_shots("blossom:dawn village:gold"), Shot("ridges", "day", {"seed": 7001})),
    "doi-doc-lap": (
        *_shots("terraces:day"),
        Shot("ridges", "day", {"seed": 7001, "quality": 70, "brightness": 1.05}),
    ),
    "cu-diem-hong-cum": (*_shots("river:gold"), Shot("ridges", "dusk", off=0.14)),
    "so-chi-huy-muong-phang": (
        *_shots("village:mist terraces:dawn"),
        Shot("blossom", "mist", said={"people": "NOT_ASKED"}),
        Shot("cave", "day", said={"people": "AGREED", "consent": "Bản đồng ý mẫu, không có thật"}),
    ),
    "hang-tham-pua": _shots("cave:dawn terraces:mist"),
    "deo-pha-din": (Shot("ridges", "dawn", said=HERO), Shot("terraces", "gold"), Shot("blossom", "day")),
    "thanh-ban-phu": (*_shots("gate:gold blossom:dusk village:day"), Shot("gate", "night", TALL)),
    "thanh-sam-mun": (*_shots("gate:mist"), Shot("ridges", "gold", said={"access": "INTERNAL"})),
    "dong-pa-thom": _shots("cave:gold river:mist"),
    "hang-dong-chua-ta": _shots("cave:day"),
    "thap-muong-luan": _shots("tower:day village:dusk river:dawn"),
    "thap-chieng-so": _shots("tower:dusk terraces:mist"),
    "hang-tham-khuong": _shots("cave:dusk ridges:day"),
    "dong-xa-nhe": (*_shots("cave:mist terraces:day"), Shot("village", "dawn", said={"rights": None})),
    "thanh-vang-long": _shots("gate:dusk ridges:mist"),
    "noong-nhai": (Shot("blossom", "mist", said={**HERO, **_rights(NOT_KNOWN)}),),
    "bao-tang-chien-thang-dbp": _shots("gate:day monument:dusk"),
    "ho-pa-khoang": (
        *_shots("river:dawn ridges:gold village:mist blossom:gold"),
        Shot("ridges", "dusk", WIDE, {"kind": "PANORAMA"}),
    ),
    "a-pa-chai-moc-0": _shots("ridges:mist terraces:dusk"),
    "dai-thuy-nong-nam-rom": _shots("bridge:day terraces:gold"),
    "nghia-trang-a1": (Shot("blossom", "gold", said={**HERO, **_rights(IN_COPYRIGHT)}),),
    "khu-du-lich-him-lam": (*_shots("terraces:dawn village:day"), Shot("river", "dusk", said=_rights(BY))),
}
"""Sites of the register that get pictures and are published with them."""

BY_OFFICER = frozenset({"so-chi-huy-muong-phang", "ho-pa-khoang"})
"""Sites whose pictures come from the commune officer."""

DOSSIERS: Mapping[str, Sequence[tuple[str, int]]] = {
    "thap-muong-luan": (("Lý lịch di tích", 12), ("Bản đồ khoanh vùng bảo vệ", 2), ("Tập bản vẽ", 8)),
    "doi-a1": (("Lý lịch di tích", 9), ("Biên bản khoanh vùng", 3)),
}
"""Papers attached to a site before it is published, and how many pages each has."""


@dataclass(frozen=True)
class NewPlace:
    """A place that does not exist: its name, how far its record comes, who wrote it, and its pictures."""

    name: Message
    state: RecordState
    kind: str
    shots: Sequence[Shot]
    author: Role = Role.EDITOR
    has_english: bool = True
    is_recalled: bool = False
    has_draft_on_top: bool = False


NEW: Sequence[NewPlace] = (
    NewPlace(
        Message("Thác Nậm Mẫu (mẫu)", "Nam Mau waterfall (sample)"),
        RecordState.DRAFT, "SCENIC", _shots("river:mist ridges:day"), has_english=False,
    ),
    NewPlace(
        Message("Cầu treo bản Mẫu (mẫu)", "Mau village bridge (sample)"),
        RecordState.DRAFT, "TOURIST_POINT", _shots("bridge:gold"), Role.COMMUNE_OFFICER,
    ),
    NewPlace(
        Message("Đỉnh ngắm mây bản Mẫu (mẫu)", "Mau village cloud lookout (sample)"),
        RecordState.DRAFT, "SCENIC", _shots("ridges:gold"), is_recalled=True,
    ),
    NewPlace(
        Message("Ruộng bậc thang bản Mẫu (mẫu)", "Mau village rice terraces (sample)"),
        RecordState.SUBMITTED, "SCENIC", _shots("terraces:dusk terraces:mist"),
    ),
    NewPlace(
        Message("Rừng ban bản Mẫu (mẫu)", "Mau village ban forest (sample)"),
        RecordState.SUBMITTED, "SCENIC", _shots("blossom:day"), Role.COMMUNE_OFFICER,
    ),
    NewPlace(
        Message("Hang Thẩm Mẫu (mẫu)", "Tham Mau cave (sample)"),
        RecordState.RETURNED, "SCENIC", _shots("cave:night"),
    ),
    NewPlace(
        Message("Cổng bản Mẫu (mẫu)", "Mau village gate (sample)"),
        RecordState.APPROVED, "ARCHITECTURAL_ARTISTIC", _shots("gate:dawn village:night"),
    ),
    NewPlace(
        Message("Tháp bản Mẫu (mẫu)", "Mau village tower (sample)"),
        RecordState.WITHDRAWN, "ARCHITECTURAL_ARTISTIC", _shots("tower:mist"),
    ),
    NewPlace(
        Message("Làng du lịch bản Mẫu (mẫu)", "Mau tourist village (sample)"),
        RecordState.PUBLISHED, "TOURIST_POINT",
        _shots("village:dawn terraces:gold blossom:dusk river:day"), has_draft_on_top=True,
    ),
)  # fmt: skip

REVISED = "thap-chieng-so"
"""A published site on top of which a draft lies."""
RESUBMITTED = "thanh-ban-phu"
"""A published site of which a changed version waits for review."""
STALE = "hang-dong-chua-ta"
"""A published site whose Vietnamese summary changed after its English one."""
WITHDRAWN_SHOT = "hang-tham-khuong"
"""A published site whose last picture is withdrawn afterwards."""

PLACES = (
    (21.4528, 103.1213),
    (21.4561, 103.1187),
    (21.4602, 103.1149),
    (21.4479, 103.1251),
    (21.4633, 103.1098),
    (21.4517, 103.1302),
    (21.4588, 103.1241),
    (21.4550, 103.1275),
    (21.4620, 103.1202),
)
"""Where the new places lie, all in Mường Phăng."""
