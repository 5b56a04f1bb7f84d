"""Classes of attack that go through the whole product (docs/threat-model.md)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

import httpx2
import pytest
from markupsafe import escape
from sqlmodel import Session, select

from catalog.exchange.exporting import Format, export_sites, published_contents
from catalog.places import load_units
from catalog.publishing import Ready, publish
from catalog.settings import Settings
from catalog.sites.content import SiteContent
from catalog.sites.revisions import NewRevision, write_revisions
from catalog.tables import Site, SiteRevision
from catalog.terms import Origin, RecordState, TextField
from tests.catalogue import NOW, Catalogue
from tests.web.serving import serving
from web.app import create_app

SECRET = "Hang Bí Mật Chưa Công Bố"
NEW_SLUG = "hang-bi-mat"
HIDDEN_ID = 90001


def _renamed(content: SiteContent, name: str, **changes: object) -> SiteContent:
    """The content under another Vietnamese name."""
    texts = [
        text.model_copy(update={"text": name})
        if (text.field, text.language) == (TextField.NAME, "vi")
        else text
        for text in content.texts
    ]
    return content.model_copy(update={"texts": texts, **changes}).canonical()


def _content_of(session: Session, slug: str) -> SiteContent:
    return next(content for _, content in published_contents(session) if content.slug == slug)


def _revision(site_id: int, version: int, content: SiteContent, state: RecordState) -> NewRevision:
    return NewRevision(site_id, version, content, state, Origin.ENTRY, "test", NOW + timedelta(hours=1))


@pytest.fixture
def with_drafts(catalogue: Catalogue) -> Catalogue:
    """The catalogue with an unpublished change of a public site, and a site that was never published."""
    with catalogue.database.write() as session:
        public = _content_of(session, "doi-a1")
        known = session.exec(select(SiteRevision).where(SiteRevision.slug == "doi-a1")).one().site_id
        fresh = Site(id=HIDDEN_ID, code="DB-S-90001", recorded_at=NOW)
        session.add(fresh)
        session.flush()
        draft = RecordState.DRAFT
        hidden = _renamed(public, SECRET, slug=NEW_SLUG)
        write_revisions(
            session,
            [
                _revision(known, 2, _renamed(public, SECRET), draft),
                _revision(HIDDEN_ID, 1, hidden, draft),
            ],
        )
    return catalogue


def test_no_public_question_reaches_a_draft(with_drafts: Catalogue) -> None:
    asked = with_drafts.data(
        """query ($slug: String!, $text: String!) {
          public: site(slug: "doi-a1") { version name(language: VI) { text } }
          hidden: site(slug: $slug) { id }
          found: sites(filter: { text: $text }, first: 5) { edges { node { name(language: VI) { text } } } }
          all: sites(first: 1) { totalCount }
        }""",
        slug=NEW_SLUG,
        text=SECRET,
    )
    assert asked["public"] == {"version": 1, "name": {"text": "Đồi A1"}}
    assert asked["hidden"] is None
    assert SECRET not in str(asked["found"])
    assert asked["all"] == {"totalCount": 79}


def test_no_page_and_no_export_shows_a_draft(with_drafts: Catalogue) -> None:
    app = create_app(Settings(), with_drafts.database, lambda: NOW + timedelta(hours=2))
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        assert client.get(f"/s/{NEW_SLUG}").status_code == 404
        shown = [client.get(path).text for path in ("/", f"/?q={SECRET}", "/s/doi-a1", "/sitemap.xml")]
    with with_drafts.database.read() as session:
        shown += ["".join(export_sites(session, form)) for form in Format]
    assert "Đồi A1" in shown[0] + shown[2]
    # The search repeats what was typed; nothing else on any page may be the hidden name.
    assert [text for text in (shown[0], *shown[2:]) if SECRET in text or NEW_SLUG in text] == []
    assert NEW_SLUG not in shown[1]


@dataclass(frozen=True)
class Planted:
    """A public site whose name is an attack."""

    catalogue: Catalogue
    name: str


@pytest.fixture(
    params=["=1+1", '@SUM(A1)"><script>alert(1)</script>', "-2+3", "</script><img src=x onerror=alert(1)>"]
)
def planted(catalogue: Catalogue, request: pytest.FixtureRequest) -> Planted:
    """As if a hostile name had got past every check on the way in."""
    name: str = request.param
    with catalogue.database.write() as session:
        content = _renamed(_content_of(session, "doi-a1"), name, slug="ten-xau")
        site = Site(id=HIDDEN_ID, code="DB-S-90001", recorded_at=NOW)
        session.add(site)
        session.flush()
        revision = _revision(HIDDEN_ID, 1, content, RecordState.PUBLISHED)
        (revision_id,) = write_revisions(session, [revision])
        ready = Ready(HIDDEN_ID, site.code, revision_id, content)
        publish(session, [ready], load_units(session), NOW + timedelta(hours=1))
    return Planted(catalogue, name)


def test_an_exported_name_is_no_formula(planted: Planted) -> None:
    with planted.catalogue.database.read() as session:
        table = "".join(export_sites(session, Format.CSV)).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert len(cells) > 1000
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and not _is_number(cell)] == []


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def test_a_hostile_name_is_text_on_every_page(planted: Planted) -> None:
    app = create_app(Settings(), planted.catalogue.database, lambda: NOW + timedelta(hours=2))
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        pages = [client.get(path).text for path in ("/s/ten-xau", "/?q=alert", "/", "/s/doi-a1")]
    assert str(escape(planted.name)) in pages[0]
    assert [page for page in pages if "<script>alert" in page or "<img src=x" in page] == []


def test_a_hostile_question_is_text_on_the_page(catalogue: Catalogue) -> None:
    attacks = [
        '"><script>alert(1)</script>',
        "' OR 1=1 --",
        "<img src=x onerror=alert(1)>",
        '" OR ""="',
        "a*\x00",
    ]
    app = create_app(Settings(), catalogue.database, lambda: NOW)
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        answers = [client.get("/", params={"q": attack}) for attack in attacks]
    assert [answer.status_code for answer in answers] == [200] * len(attacks)
    assert [a.text for a in answers if "<script>alert" in a.text or "<img src=x" in a.text] == []


def test_the_public_address_does_not_come_from_the_request(catalogue: Catalogue) -> None:
    app = create_app(Settings(public_url="https://ditich.example"), catalogue.database, lambda: NOW)
    with serving(app) as url, httpx2.Client(base_url=url, headers={"Host": "evil.example"}) as client:
        texts = [client.get(path).text for path in ("/", "/s/doi-a1", "/sitemap.xml", "/robots.txt")]
    assert "https://ditich.example/s/doi-a1" in texts[1]
    assert [text for text in texts if "evil.example" in text] == []


def test_a_host_that_is_not_allowed_gets_nothing(catalogue: Catalogue) -> None:
    app = create_app(Settings(allowed_hosts=["ditich.example"]), catalogue.database, lambda: NOW)
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        refused = client.get("/s/doi-a1", headers={"Host": "evil.example"})
        answered = client.get("/s/doi-a1", headers={"Host": "ditich.example"})
    assert (refused.status_code, answered.status_code) == (400, 200)
    assert "Đồi A1" not in refused.text
