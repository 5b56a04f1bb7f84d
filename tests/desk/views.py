"""Every view of the desk, with who sits there and what lies before that person: one line for each route of `app.tsx`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalog.terms import Role
from schema.nodes import write_id
from tests.catalog.coverage.closing import closed
from tests.desk.office import Office
from tests.photographs import attach, photograph
from tests.schema.scoring import COMMUNE, Bench, manual, values
from tests.staff import MUONG_PHANG, done


@dataclass(frozen=True)
class View:
    """A view: the name of its pictures, its route in `app.tsx`, who opens it, and where (`{name}` is a staged record)."""

    name: str
    route: str
    role: Role
    path: str

    def address(self, codes: dict[str, str]) -> str:
        """Its address below `/desk`."""
        return self.path.format(**codes)


LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
LOOKS = ("light", "dark")
WIDTHS = (390, 1280)

VIEWS = (
    View("home", "/desk", Role.EDITOR, ""),
    View("sites", "/desk/sites", Role.EDITOR, "/sites"),
    View("map", "/desk/sites", Role.EDITOR, "/sites?look=map"),
    View("new", "/desk/new", Role.EDITOR, "/new"),
    View("edit", "/desk/sites/:code/edit", Role.EDITOR, "/sites/{draft}/edit"),
    View("photographs", "/desk/sites/:code/photographs", Role.EDITOR, "/sites/{pictured}/photographs"),
    View("record", "/desk/sites/:code", Role.EDITOR, "/sites/{changed}"),
    View("history", "/desk/sites/:code/history", Role.EDITOR, "/sites/{changed}/history"),
    View("queue", "/desk/review", Role.REVIEWER, "/review"),
    View("review", "/desk/sites/:code/review", Role.REVIEWER, "/sites/{resubmitted}/review"),
    View("coverage", "/desk/coverage", Role.EVALUATOR, "/coverage"),
    View("entries", "/desk/coverage/entries", Role.EVALUATOR, "/coverage/entries"),
    View("worklist", "/desk/worklist", Role.EVALUATOR, "/worklist"),
    View("periods", "/desk/periods", Role.EVALUATOR, "/periods"),
    View("closing", "/desk/periods/:id", Role.EVALUATOR, "/periods/{closing}"),
    View("scores", "/desk/scores", Role.EVALUATOR, "/scores?period=2026"),
    View("sheet", "/desk/scores/:period/:subject", Role.EVALUATOR, f"/scores/2026/{MUONG_PHANG}"),
    View("ranking", "/desk/rankings", Role.EVALUATOR, "/rankings?period=2026"),
    View("criteria", "/desk/criteria", Role.EVALUATOR, "/criteria"),
    View(
        "criteria-set", "/desk/criteria/:name/:version", Role.EVALUATOR, "/criteria/svhttdl-mau/2025.0-draft"
    ),
    View("clusters", "/desk/clusters", Role.EVALUATOR, "/clusters"),
    View("procedures", "/desk/procedures", Role.EVALUATOR, "/procedures"),
    View("admin", "/desk/admin", Role.ADMINISTRATOR, "/admin"),
    View("people", "/desk/admin/people", Role.ADMINISTRATOR, "/admin/people"),
    View("person", "/desk/admin/people/:id", Role.ADMINISTRATOR, "/admin/people/{person}"),
    View("apps", "/desk/admin/apps", Role.ADMINISTRATOR, "/admin/apps"),
    View("imports", "/desk/admin/imports", Role.PUBLISHER, "/admin/imports"),
    View("import", "/desk/admin/imports/:number", Role.PUBLISHER, "/admin/imports/1"),
    View("lesson-counts", "/desk/admin/lessons", Role.EVALUATOR, "/admin/lessons"),
    View("proof", "/desk/admin/history", Role.ADMINISTRATOR, "/admin/history"),
    View("lesson", "/desk/lesson", Role.EDITOR, "/lesson"),
    View("handbook", "/desk/guide/:chapter?", Role.EDITOR, "/guide/3-nhap"),
    View("me", "/desk/me", Role.EDITOR, "/me"),
)


def picture_of(view: View, language: str, width: int, look: str) -> str:
    """The name of a view's picture in one dress."""
    return f"{view.name}-{language}-{width}-{look}"


def staged(office: Office, folder: Path) -> dict[str, str]:
    """One record in each state that a view shows differently, by what it is."""
    team = office.team
    draft = office.draft("Hang Thẩm Púa")
    changed = team.publish(office.draft("Thác Huổi Ke"))
    texts = {"summaries": [{"language": "VI", "text": "Thác nước bốn tầng, cạnh bản Che Căn."}]}
    done(team.editor, "ReviseSite", id=changed["id"], version=1, input=texts)
    resubmitted = team.publish(office.draft("Tháp Mường Luân"))
    done(
        team.editor,
        "ReviseSite",
        id=resubmitted["id"],
        version=1,
        input={**texts, "managingBody": "Ban quản lý di tích tỉnh", "kinds": ["HISTORICAL", "SCENIC"]},
    )
    done(team.editor, "SubmitSite", id=resubmitted["id"], version=2)
    pictured = office.draft("Đèo Pha Đin, bia chiến thắng")
    for less in ({}, {"alternativeTexts": None, "rights": None}):
        far = photograph(latitude=(22, 0, 0), longitude=(102, 30, 0))
        attached = attach(team.editor, pictured["id"], folder, far, role="GALLERY", **less)
    done(team.editor, "SubmitSite", id=pictured["id"], version=attached["site"]["version"])
    returned = office.submitted("Động Pa Thơm")
    office.returned(
        returned,
        "Cảm ơn bạn. Xin bổ sung nguồn cho phần mô tả và xem lại vị trí.",
        summaries__VI="Nên nêu rõ động nằm ở bản nào.",
        location="Điểm này đang nằm ngoài xã.",
    )
    approved = office.submitted("Thành Bản Phủ")
    done(team.reviewer, "ApproveSite", id=approved["id"], version=1)
    sites = {
        "draft": draft,
        "changed": changed,
        "resubmitted": resubmitted,
        "pictured": pictured,
        "returned": returned,
        "approved": approved,
    }
    return {name: site["code"] for name, site in sites.items()} | _evaluated(office)


def _evaluated(office: Office) -> dict[str, str]:
    """A closed period and a sheet that waits for its appraisal; a person to look at."""
    bench = Bench.of(office.team.catalogue)
    closing = closed(bench.council)
    bench.submitted(bench.officer, bench.approved(manual("C", 100)), [values("C", a="60")], **COMMUNE)
    editor = office.people[Role.EDITOR].viewer(office.site.time.now)
    return {"closing": closing["id"], "person": write_id("Person", str(editor.person_id))}
