"""The pictures and papers of a demonstration: what is drawn, and what is said of each in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from catalog.errors import Message

SCENES: Mapping[str, Message] = {
    "ridges": Message("núi nối nhau trong sương", "hill after hill in the mist"),
    "terraces": Message("ruộng bậc thang trên sườn núi", "terraced fields on a slope"),
    "river": Message("dòng sông uốn qua cánh đồng", "a river winding through fields"),
    "blossom": Message("hoa ban nở trước dãy núi", "ban flowers before the hills"),
    "village": Message("nhà sàn giữa ruộng bậc thang", "houses on stilts among terraced fields"),
    "monument": Message("trụ đá có ngôi sao trên đỉnh đồi", "a pillar with a star on a hill"),
    "gate": Message("cổng ba cửa mái cong", "a gate with three doors and curved roofs"),
    "tower": Message("ngọn tháp gạch giữa rừng cây", "a brick tower among trees"),
    "cave": Message("dãy núi nhìn từ trong hang", "hills seen from inside a cave"),
    "bridge": Message("cầu treo bắc qua sông", "a suspension bridge over a river"),
}
LIGHTS: Mapping[str, Message] = {
    "dawn": Message("lúc bình minh", "at dawn"),
    "day": Message("giữa ban ngày", "by day"),
    "mist": Message("trong sương sớm", "in morning mist"),
    "gold": Message("mùa lúa chín", "when the rice is ripe"),
    "dusk": Message("lúc hoàng hôn", "at dusk"),
    "night": Message("đêm trăng", "by moonlight"),
}
FOCUS: Mapping[str, tuple[float, float]] = {
    "monument": (0.5, 0.42),
    "tower": (0.5, 0.5),
    "village": (0.5, 0.66),
}
"""Where the subject is, if not in the middle."""

BY = "https://creativecommons.org/licenses/by/4.0/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
NOT_KNOWN = "http://rightsstatements.org/vocab/NKC/1.0/"

HOLDER = "Phần mềm danh mục di tích Điện Biên (mẫu)"
CREDIT = "Ảnh mẫu do phần mềm vẽ"


@dataclass(frozen=True)
class Drawing:
    """A picture to be drawn, as `media.samples.picture.Order` takes it."""

    scene: str
    light: str
    seed: int
    width: int = 1600
    height: int = 1200
    quality: int = 86
    brightness: float = 1.0
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    def order(self) -> dict[str, Any]:
        """For the worker."""
        return asdict(self)

    def said(self, site: Message) -> dict[str, Any]:
        """What the form says of it: alternative text, caption, rights, place of the subject."""
        scene, light = SCENES[self.scene], LIGHTS[self.light]
        document: dict[str, Any] = {
            "role": "GALLERY",
            "maker": "Phần mềm (mẫu)",
            "method": "Vẽ bằng máy / drawn by software",
            "people": "NONE",
            "rights": {"uri": BY, "holder": HOLDER, "creditLine": CREDIT},
            "alternativeTexts": _both(
                f"Tranh mẫu do máy vẽ, có chữ “ẢNH MẪU”: {scene.vi}, {light.vi}",
                f"Sample drawing with the words “ẢNH MẪU” (sample picture): {scene.en}, {light.en}",
            ),
            "captions": _both(
                f"Ảnh mẫu: {scene.vi}, {light.vi}; không phải ảnh thật của “{site.vi}”.",
                f"Sample: {scene.en}, {light.en}; not a photograph of “{site.en}”.",
            ),
        }
        if self.scene in FOCUS:
            x, y = FOCUS[self.scene]
            document["focalPoint"] = {"x": x, "y": y}
        return document


@dataclass(frozen=True)
class Paper:
    """A part of a dossier to be written as PDF."""

    title: str
    pages: int
    number: int

    def said(self) -> dict[str, Any]:
        """What the form says of it; papers of a dossier are for the office."""
        return {
            "role": "DOSSIER",
            "captions": [{"language": "VI", "text": f"{self.title} (bản mẫu)"}],
            "rights": {"uri": IN_COPYRIGHT, "holder": HOLDER, "creditLine": "Bản mẫu"},
            "alternativeTexts": [{"language": "VI", "text": f"Tờ mẫu thay cho {self.title.lower()}"}],
        }


def _both(vi: str, en: str) -> list[dict[str, str]]:
    return [{"language": "VI", "text": vi}, {"language": "EN", "text": en}]
