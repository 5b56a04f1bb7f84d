"""What all public pages have in common, as the application serves them over the real register."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from defusedxml.ElementTree import fromstring

import web.pages
from catalog.db import Database
from catalog.exchange.importing import ImportOrder, import_file
from catalog.projection.surrogate_values import ParadataValue
from catalog.publishing import withdraw
from catalog.terms import (
    VISITOR_FACTS,
    Basis,
    DossierStatus,
    Grade,
    LocationMethod,
    LocationPrecision,
    Membership,
    MissingCode,
    Scheme,
)
from tests.catalogue import NOW, TODAY, Catalogue, loaded
from tests.web.pages.conftest import site_of
from web.pages.assets import FOLDER, Assets
from web.pages.routes import is_web_address
from web.pages.senses import SENSES
from web.pages.words import LANGUAGES, WORDS, Say

LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
SOURCES = Path(web.pages.__file__).parent


def links_of(page: httpx2.Response) -> set[str]:
    """The addresses on our host that a page links to, without their anchors."""
    found = {urljoin(str(page.url), unescape(link)) for link in LINK.findall(page.text)}
    host = urlsplit(str(page.url)).netloc
    return {link.partition("#")[0] for link in found if urlsplit(link).netloc == host}


def test_every_link_from_page_to_page_leads_somewhere(public: httpx2.Client) -> None:
    waiting, seen = {str(public.base_url)}, set[str]()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = public.get(address)
        assert page.status_code == 200, address
        is_detour = "before=" in address or "lang=" in address
        if page.headers["content-type"].startswith("text/html") and not is_detour:
            waiting |= links_of(page) - seen
    assert sum("/s/" in address and "lang=" not in address for address in seen) == 79
    assert sum("unit=" in address and "lang=" not in address for address in seen) == 45


def test_every_published_site_has_a_page_and_stands_in_the_sitemap(catalogue: Catalogue) -> None:
    with site_of(catalogue, public_url="https://ditich.example") as client:
        sitemap = fromstring(client.get("/sitemap.xml").text)
        addresses = [str(e.text) for e in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        assert addresses[0] == "https://ditich.example/"
        assert len(addresses) == 1 + 79
        for address in addresses:
            assert client.get(urlsplit(address).path).status_code == 200, address
        assert "Sitemap: https://ditich.example/sitemap.xml" in client.get("/robots.txt").text


def test_a_page_speaks_the_language_that_is_asked_for(public: httpx2.Client) -> None:
    assert 'html lang="en"' in public.get("/s/doi-a1", headers={"Accept-Language": "en-GB, vi;q=0.5"}).text
    assert 'html lang="vi"' in public.get("/s/doi-a1").text
    page = public.get("/s/doi-a1?lang=en", headers={"Accept-Language": "vi"})
    assert page.headers["content-language"] == "en"
    assert "A1 Hill (Eliane 2)" in page.text


def test_links_carry_the_language_only_of_visitors_who_chose_it(public: httpx2.Client) -> None:
    ours = [link for link in links_of(public.get("/?lang=en")) if urlsplit(link).path in ("/", "/s/doi-a1")]
    assert all("lang=" in link for link in ours)
    plain = public.get("/", headers={"Accept-Language": "en"})
    assert [link for link in links_of(plain) if "lang=" in link] == [str(public.base_url.join("/?lang=vi"))]


def test_a_page_names_itself_and_its_other_language(public: httpx2.Client) -> None:
    page = public.get("/s/doi-a1?on=1990-01-01&utm_source=x", headers={"Accept-Language": "en"}).text
    base = str(public.base_url).rstrip("/")
    assert f'<link rel="canonical" href="{base}/s/doi-a1?on=1990-01-01&amp;lang=en">' in page
    assert f'hreflang="vi" href="{base}/s/doi-a1?on=1990-01-01&amp;lang=vi"' in page
    assert f'hreflang="x-default" href="{base}/s/doi-a1?on=1990-01-01"' in page


def test_an_unknown_address_is_404_and_offers_the_search(catalogue: Catalogue) -> None:
    with site_of(catalogue) as client:
        for path in ("/s/khong-co", "/nowhere", "/?unit=99999", "/s/..%2f..%2fetc%2fpasswd", "/s/%00",
                     "/assets/x.css", "/assets/..%2fwords.py", "/s/Doi-A1"):  # fmt: skip
            page = client.get(path)
            assert page.status_code == 404, path
            assert 'name="q"' in page.text


def test_a_changed_slug_is_301_and_a_withdrawn_site_410(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("code,slug,name_vi\nDB-S-00002,doi-a1-moi,Đồi A1\n", encoding="utf-8")
    order = ImportOrder(author="test", now=NOW + timedelta(hours=1), today=TODAY)
    assert import_file(catalogue.database, path, order).changed_count == 1
    with catalogue.database.write() as session:
        withdraw(session, [3], order.now)
    with site_of(catalogue) as client:
        moved = client.get("/s/doi-a1?lang=en", follow_redirects=False)
        assert (moved.status_code, moved.headers["location"]) == (301, "/s/doi-a1-moi?lang=en")
        gone = client.get("/s/ham-de-castries")
        assert gone.status_code == 410
        assert WORDS["gone"].vi in gone.text
        assert 'name="q"' in gone.text
    assert catalogue.data('{ site(slug: "ham-de-castries") { id } }')["site"] is None


def test_pages_carry_a_strict_policy_and_nothing_inline(public: httpx2.Client) -> None:
    for path in ("/", "/s/doi-a1", "/s/khong-co"):
        page = public.get(path)
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert " style=" not in page.text
        assert "<style" not in page.text
        assert not re.search(r"<script(?! type=\"application/ld\+json\")", page.text)
        assert not re.search(r"\son\w+=", page.text)


def test_styles_and_pictures_are_named_by_their_content_and_kept_for_ever(public: httpx2.Client) -> None:
    style_address = re.search(r'href="(/assets/style-[0-9a-f]{12}\.css)"', public.get("/").text)
    assert style_address is not None
    style = public.get(style_address[1])
    pictures = re.findall(r"url\(([^)]+)\)", style.text)
    assert len(pictures) == 3
    for file in (style, *(public.get(picture) for picture in pictures)):
        assert file.status_code == 200
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    served = Assets()
    assert all(served.at(served.address(file.name)) for file in FOLDER.iterdir())


def test_an_asset_gets_another_name_when_its_content_changes(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a { background: url(dot.svg) }")
    (tmp_path / "dot.svg").write_text("<svg/>")
    before = Assets(tmp_path).address("style.css")
    assert Assets(tmp_path).address("style.css") == before
    (tmp_path / "dot.svg").write_text("<svg><path/></svg>")
    assert Assets(tmp_path).address("style.css") != before


def test_a_visitor_who_has_the_page_already_is_not_sent_it_again(public: httpx2.Client) -> None:
    first = public.get("/s/doi-a1")
    tag = {"If-None-Match": first.headers["etag"]}
    again = public.get("/s/doi-a1", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"].startswith("Accept-Language")
    assert public.get("/s/doi-a1?lang=en", headers=tag).status_code == 200


def test_head_answers_as_get_does_without_the_page(public: httpx2.Client) -> None:
    for path, status in (("/", 200), ("/s/doi-a1", 200), ("/s/khong-co", 404), ("/robots.txt", 200)):
        head = public.head(path)
        assert (head.status_code, head.content) == (status, b"")
        assert int(head.headers["content-length"]) > 0


def test_pages_travel_compressed(public: httpx2.Client) -> None:
    packed = public.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    plain = public.get("/", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == packed.text


def test_both_languages_have_every_sentence_with_the_same_places() -> None:
    assert [key for key, text in WORDS.items() if not text.vi or not text.en] == []
    assert [key for key, text in WORDS.items() if text.vi.count("{}") != text.en.count("{}")] == []


def test_every_word_that_the_core_may_say_has_a_sentence() -> None:
    wanted = [
        *(grade.lower() for grade in Grade),
        *(f"part_of_{grade.lower()}" for grade in Grade),
        *(f"scheme_{scheme}" for scheme in Scheme if scheme != Scheme.RELIC_RANK),
        *(f"precision_{precision}" for precision in LocationPrecision),
        *(f"method_{method}" for method in LocationMethod),
        *(f"reason_{code}" for code in MissingCode if code != MissingCode.HAN_CHE),
        *(f"mark_{membership.lower()}" for membership in Membership if membership != Membership.UNCONFIRMED),
        *(f"fact_{fact}" for fact in VISITOR_FACTS),
        *(f"language_{language}" for language in LANGUAGES),
        *(f"dossier_{status}" for status in DossierStatus),
        *(f"kind_{kind}" for kind in SENSES),
        *(f"basis_{basis}" for basis in Basis),
        *(f"paradata_{name}" for name in ParadataValue._fields),
        *("captured_on", "recorded_on", "made_on", "tongue_vi", "tongue_en"),
    ]
    assert [key for key in wanted if key not in WORDS] == []


def test_no_sentence_is_left_that_no_page_says() -> None:
    files = [*SOURCES.glob("templates/*"), *(f for f in SOURCES.glob("*.py") if f.name != "words.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    stems = ("scheme_", "precision_", "method_", "reason_", "mark_", "fact_", "field_", "language_", "list_",
             "part_of_", "answer_", "joined_", "dossier_", "kind_", "basis_", "paradata_", "tongue_", *(g.lower() for g in Grade), "unranked", "not_found", "gone")  # fmt: skip
    unused = [key for key in WORDS if f'"{key}"' not in text and not key.startswith(stems)]
    assert unused == []


@pytest.mark.parametrize(
    ("metres", "vi", "en"), [(0.4, "0 m", "0 m"), (999.4, "999 m", "999 m"), (5240, "5,2 km", "5.2 km")]
)
def test_a_distance_is_written_as_people_do(metres: float, vi: str, en: str) -> None:
    assert (Say("vi").length(metres), Say("en").length(metres)) == (vi, en)


def test_a_date_is_that_of_vietnam_and_written_as_people_do() -> None:
    late = NOW.replace(hour=18)  # the next day has begun in Vietnam
    assert Say("vi").date(late) == "24/11/2026"
    assert Say("en").date(TODAY) == "23 November 2026"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [("https://a.example/b", True), ("http://a.example", True), ("javascript:alert(1)", False),
     ("data:text/html,x", False), ("//a.example", False), (None, False)],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(address: str | None, is_link: bool) -> None:
    assert is_web_address(address) is is_link


def test_liveness_does_not_ask_the_database(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    loaded(database)
    with site_of(Catalogue(database)) as client, database.write():
        assert client.get("/health/live").json() == {"status": "live"}
        assert client.get("/health/ready").status_code == 200
