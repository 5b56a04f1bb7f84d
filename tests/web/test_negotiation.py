"""Media types: what a client may send, what it gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.graphql.negotiation import GRAPHQL_RESPONSE, JSON, choose_answer_type, is_json_in_utf8
from web.headers import language_of


@pytest.mark.parametrize(
    ("accept", "media_type", "legacy"),
    [
        (None, JSON, False),
        ("", JSON, False),
        ("*/*", JSON, False),
        ("application/*", JSON, False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON, False),
        (JSON, JSON, True),
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE, False),
        (f"{GRAPHQL_RESPONSE}, {JSON};q=0.9", GRAPHQL_RESPONSE, False),
        (f"{JSON}, {GRAPHQL_RESPONSE}", GRAPHQL_RESPONSE, False),
        (f"{GRAPHQL_RESPONSE};q=0.5, {JSON}", JSON, True),
        (f"{GRAPHQL_RESPONSE};q=0, */*", JSON, False),
        (f"{JSON};q=0, */*", GRAPHQL_RESPONSE, False),
        (f"{JSON}, */*", JSON, True),
        (f"{JSON};q=0.2, */*;q=0.1", JSON, True),
        (f"{JSON}, multipart/mixed", JSON, True),
        ("APPLICATION/JSON; charset=UTF-8", JSON, True),
        (f"{JSON}; charset=latin-1, {GRAPHQL_RESPONSE};q=0.1", GRAPHQL_RESPONSE, False),
        (f" {JSON} ; q=0.3 , {GRAPHQL_RESPONSE};q=nonsense", JSON, True),
    ],
)
def test_the_answer_has_the_type_the_client_likes_best(
    accept: str | None, media_type: str, legacy: bool
) -> None:
    chosen = choose_answer_type(accept)
    assert chosen is not None
    assert (chosen.media_type, chosen.legacy) == (media_type, legacy)


@pytest.mark.parametrize(
    "accept", ["text/html", "*/*;q=0", f"{JSON};q=0", "application/*;q=0, text/*", "application/jso", ","]
)
def test_nothing_is_chosen_when_the_client_takes_neither(accept: str) -> None:
    assert choose_answer_type(accept) is None


@given(st.text())
def test_no_accept_header_is_too_odd_to_be_weighed(accept: str) -> None:
    chosen = choose_answer_type(accept)
    assert chosen is None or chosen.media_type in (JSON, GRAPHQL_RESPONSE)


@given(st.lists(st.text()))
def test_no_content_type_is_too_odd_to_be_judged(values: list[str]) -> None:
    assert is_json_in_utf8(values) in (True, False)


def test_two_content_types_are_none() -> None:
    assert is_json_in_utf8([JSON])
    assert not is_json_in_utf8([JSON, JSON])
    assert not is_json_in_utf8([])


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("vi", "vi"),
        ("en", "en"),
        ("en-GB", "en"),
        ("en;q=0.8, vi;q=0.9", "vi"),
        ("en, vi", "vi"),
        ("fr, en;q=0.1", "en"),
        ("de", "vi"),
        ("*", "vi"),
        ("EN-us,EN;q=0.9,vi;q=0.8", "en"),
        ("en;q=0", "vi"),
        ("en;q=2", "vi"),
        ("english", "vi"),
    ],
)
def test_the_language_is_vietnamese_unless_english_is_preferred(header: str | None, language: str) -> None:
    assert language_of(header) == language
