"""What the tour asks, enters and says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.errors import Message

PEOPLE = {"editor": "EDITOR", "reviewer": "REVIEWER", "publisher": "PUBLISHER", "council": "COUNCIL"}
"""Who takes part, and in which role: nobody in two."""

_SITE = "site { id version state } problems { code field message }"
ACTS: Mapping[str, str] = {
    "revise": f"mutation ($id: ID!, $version: Int!, $input: ReviseSiteInput!) "
    f"{{ reviseSite(id: $id, version: $version, input: $input) {{ {_SITE} }} }}",
    "attach": f"mutation ($siteId: ID!, $file: Upload, $input: AttachSurrogateInput!) "
    f"{{ attachSurrogate(siteId: $siteId, file: $file, input: $input) {{ {_SITE} }} }}",
    **{
        act: f"mutation ($id: ID!, $version: Int!) {{ {act}Site(id: $id, version: $version) {{ {_SITE} }} }}"
        for act in ("submit", "approve", "publish")
    },
    "return": f"mutation ($id: ID!, $version: Int!, $comment: String!) "
    f"{{ returnSite(id: $id, version: $version, comment: $comment) {{ {_SITE} }} }}",
    "close": "mutation ($period: String!, $asOf: Date!) { closePeriod(period: $period, asOf: $asOf) "
    "{ snapshot { id sha256 } problems { code field message } } }",
}

_DESIGNATIONS = "designations { scheme grade decisionNumber decisionDate authority validFrom source }"
ASKED: Mapping[str, Any] = {
    "figure": "query ($day: Date!) { coverage(asOf: $day) { total { denominator levels { level numerator } "
    "entries(level: D1, reached: true, first: 100) { edges { node { label site { slug } } } } } } }",
    "site": f"query ($slug: String!) {{ site(slug: $slug) {{ id version name(language: VI) {{ text }} {_DESIGNATIONS} }} }}",
    "working": f"query ($slug: String!) {{ site(slug: $slug, view: WORKING) {{ {_DESIGNATIONS} }} }}",
    "delivered": "query ($slug: String!) { site(slug: $slug) { surrogates(first: 1) { edges { node { url } } } } }",
    "document": "query ($id: ID!) { snapshot(id: $id) { document } }",
    "picture": {
        "role": "HERO",
        "capturedAt": "2026-11-20",
        "rights": {
            "uri": "https://creativecommons.org/licenses/by/4.0/",
            "holder": "Sở Văn hóa, Thể thao và Du lịch",
            "creditLine": "Ảnh minh họa",
        },
        "alternativeTexts": [
            {"language": "VI", "text": "Cửa hang nhìn từ lối mòn"},
            {"language": "EN", "text": "The mouth of the cave seen from the path"},
        ],
    },
}

RECORD: Mapping[str, Any] = {
    "descriptions": [
        {
            "language": "VI",
            "text": "Văn bản minh họa của chuyến tham quan, không phải mô tả thật của hang. Một mô tả được tính khi có ít "
            "nhất ba trăm ký tự, có người viết và có nguồn: nó nói di tích nằm ở đâu, đi tới bằng đường nào, gồm những "
            "phần gì, hình thành và được phát hiện ra sao, ai trông coi, và khách đến thăm cần biết điều gì trước khi đi.",
        }
    ],
    "location": {"latitude": 21.2009, "longitude": 102.9321, "accuracyMetres": 8, "method": "HANDHELD_GNSS"},
    "managingBody": "UBND xã Sam Mứn",
}

WORDS: Mapping[str, Message] = {
    "begin": Message(
        "Một danh mục mới: chỉ có danh mục xếp hạng chính thức.",
        "A new catalogue: nothing but the official register.",
    ),
    "figure": Message(
        "Đã định danh và định vị (D1): {} trên {} di tích đã xếp hạng.",
        "Identified and located (D1): {} of {} ranked relics.",
    ),
    "opens": Message("    mở ra: {} {}", "    opens: {} {}"),
    "entered": Message(
        "Biên tập viên nhập {}: vị trí, mô tả, đơn vị quản lý, và một công nhận chưa có căn cứ.",
        "An editor enters {}: position, description, managing body, and a recognition without a basis.",
    ),
    "photograph": Message(
        "Ảnh từ điện thoại, {} byte; trong ảnh có nơi chụp: {}.",
        "A telephone's photograph, {} bytes; it tells where it was taken: {}.",
    ),
    "refused": Message(
        "Công bố bị từ chối, với cả {} lý do:", "Publication is refused, with all {} reasons:"
    ),
    "reason": Message("    {}: {}", "    {}: {}"),
    "published": Message(
        "Bỏ công nhận ấy; người thứ hai duyệt, người thứ ba công bố phiên bản {}.",
        "The recognition is left out; a second person approves, a third publishes version {}.",
    ),
    "delivered": Message(
        "Ảnh công chúng nhận, {} byte; trong ảnh có nơi chụp: {}.",
        "The photograph as the public gets it, {} bytes; it tells where it was taken: {}.",
    ),
    "closed": Message("Hội đồng chốt kỳ: {}, SHA-256 {}…", "The council closes the period: {}, SHA-256 {}…"),
    "verify": Message(
        "$ catalog coverage verify snapshot.json → {}", "$ catalog coverage verify snapshot.json → {}"
    ),
    "answer": Message("    {}", "    {}"),
    "more": Message("    và {} chỗ khác không còn khớp", "    and {} more that no longer follow"),
    "altered": Message(
        "Một byte trong tệp bị sửa: {} thành {}.", "One byte of the file is altered: {} becomes {}."
    ),
    "recomputed": Message(
        "Tính lại từ lịch sử: SHA-256 {}…, mã thoát {}.",
        "Recomputed from the history: SHA-256 {}…, exit code {}.",
    ),
    "end": Message("Xong trong {} giây.", "Done in {} seconds."),
    "yes": Message("có", "yes"),
    "no": Message("không", "no"),
}

HALF_KNOWN: Mapping[str, str] = {"scheme": "TOURIST_SITE", "authority": "UBND tỉnh Điện Biên"}
"""A recognition of which somebody has heard: no number, no date, no source."""
