"""Two people at once: what is taken over, what is refused, and which translations become stale."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ProblemsError
from catalog.sites.content import Text
from catalog.sites.merge import mark_stale, merge
from catalog.terms import TextField, TextOrigin

NAMES = ("kinds", "managingBody", "names.VI", "slug")
values = st.integers(0, 3)
facets = st.dictionaries(st.sampled_from(NAMES), values)
wishes = st.dictionaries(st.sampled_from(NAMES), values | st.none())


def text(words: str, language: str = "en", **more: Any) -> tuple[Text, ...]:
    return (Text(field=TextField.NAME, language=language, text=words, **more),)


def conflicts(base: Any, present: Any, wanted: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(ProblemsError) as refused:
        merge(base, present, wanted)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_what_nobody_else_changed_goes_through_beside_what_somebody_did() -> None:
    base, present = {"slug": 1, "kinds": 1}, {"slug": 1, "kinds": 2}
    assert merge(base, present, {"slug": 3, "managingBody": 4}) == {"slug": 3, "kinds": 2, "managingBody": 4}


def test_an_equal_wish_is_no_conflict() -> None:
    assert merge({"slug": 1}, {"slug": 2}, {"slug": 2}) == {"slug": 2}
    assert merge({"slug": 1}, {}, {"slug": None}) == {}


def test_each_field_that_somebody_else_changed_is_named_in_order_and_nothing_is_taken() -> None:
    base, present = {"slug": 1, "kinds": 1, "names.VI": 1}, {"slug": 2, "kinds": 2, "names.VI": 1}
    wanted = {"slug": 3, "kinds": 4, "names.VI": 5}
    assert conflicts(base, present, wanted) == [("STALE_REVISION", "kinds"), ("STALE_REVISION", "slug")]
    assert present == {"slug": 2, "kinds": 2, "names.VI": 1}


def test_a_refusal_speaks_both_languages() -> None:
    with pytest.raises(ProblemsError) as refused:
        merge({"slug": 1}, {"slug": 2}, {"slug": 3})
    message = refused.value.problems[0].message
    assert message.vi.startswith("Người khác đã đổi mục này")
    assert message.en.startswith("Somebody else has changed this field")


def test_nothing_wanted_of_a_field_takes_it_out() -> None:
    assert merge({"slug": 1, "kinds": 2}, {"slug": 1, "kinds": 2}, {"kinds": None}) == {"slug": 1}
    assert merge({}, {}, {"kinds": None}) == {}


def test_texts_are_compared_by_what_they_say() -> None:
    stale, fresh = text("Hill A1", is_stale=True), text("Hill A1")
    assert merge({"names.EN": text("Hill")}, {"names.EN": stale}, {"names.EN": fresh}) == {"names.EN": stale}
    reviewed = text("Hill A1", is_reviewed=True)
    assert merge({"names.EN": fresh}, {"names.EN": fresh}, {"names.EN": reviewed}) == {"names.EN": reviewed}
    assert merge({"names.EN": fresh}, {"names.EN": reviewed}, {"names.EN": fresh}) == {"names.EN": reviewed}


@pytest.mark.parametrize(
    "other",
    [
        text("Hill A2"),
        text("Hill A1", origin=TextOrigin.MACHINE),
        text("Hill A1") + text("Hill A2"),
        None,
        "Hill A1",
        (),
    ],
)
def test_texts_that_say_something_else_are_a_conflict(other: Any) -> None:
    assert conflicts({"names.EN": text("Hill")}, {"names.EN": text("Hill A1")}, {"names.EN": other}) == [
        ("STALE_REVISION", "names.EN")
    ]


def test_of_several_texts_each_must_say_the_same() -> None:
    two = text("A1") + text("A2")
    assert conflicts({}, {"x": two}, {"x": text("A1") + text("A3")}) == [("STALE_REVISION", "x")]
    assert conflicts({}, {"x": two}, {"x": text("A3") + text("A2")}) == [("STALE_REVISION", "x")]
    assert merge({}, {"x": two}, {"x": text("A1") + text("A2", is_stale=True)}) == {"x": two}


def test_a_list_that_only_begins_with_texts_is_compared_as_it_is() -> None:
    mixed = (*text("A1"), "A2")
    assert merge({}, {"x": mixed}, {"x": mixed}) == {"x": mixed}
    assert conflicts({}, {"x": mixed}, {"x": text("A1") + text("A2")}) == [("STALE_REVISION", "x")]


@given(facets, wishes)
def test_alone_everybody_gets_what_he_wants(base: dict[str, int], wanted: dict[str, int | None]) -> None:
    expected = {**base, **{name: value for name, value in wanted.items() if value is not None}}
    for name, value in wanted.items():
        if value is None:
            expected.pop(name, None)
    assert merge(base, base, wanted) == expected


@given(facets, wishes, wishes)
def test_two_people_who_touch_different_fields_get_both_in_either_order(
    base: dict[str, int], first: dict[str, int | None], second: dict[str, int | None]
) -> None:
    second = {name: value for name, value in second.items() if name not in first}
    one_way = merge(base, merge(base, base, first), second)
    assert one_way == merge(base, merge(base, base, second), first)


@given(facets, facets, wishes)
def test_a_merge_is_whole_or_refused_and_never_loses_what_the_other_wrote(
    base: dict[str, int], present: dict[str, int], wanted: dict[str, int | None]
) -> None:
    try:
        merged = merge(base, present, wanted)
    except ProblemsError as refused:
        named = {problem.field for problem in refused.problems}
        assert named == {
            n for n, v in wanted.items() if present.get(n) != base.get(n) and present.get(n) != v
        }
        return
    for name in NAMES:
        assert merged.get(name) == (wanted[name] if name in wanted else present.get(name))


BEFORE = {
    "names.VI": text("Đồi A1", "vi"),
    "names.EN": text("Hill A1"),
    "names.FR": text("Colline A1", "fr"),
    "summaries.EN": (Text(field=TextField.SUMMARY, language="en", text="A hill."),),
    "slug": "doi-a1",
}


def stale(facets_: dict[str, Any]) -> set[str]:
    return {n for n, texts in facets_.items() if isinstance(texts, tuple) and any(t.is_stale for t in texts)}


def test_a_new_vietnamese_text_makes_the_other_languages_of_that_field_stale() -> None:
    after = {**BEFORE, "names.VI": text("Đồi A1 (mới)", "vi")}
    marked = mark_stale(BEFORE, after, frozenset({"names.VI"}))
    assert stale(marked) == {"names.EN", "names.FR"}
    assert marked["names.EN"][0].text == "Hill A1"
    assert stale(after) == set()


def test_a_translation_written_together_with_it_is_up_to_date() -> None:
    after = {**BEFORE, "names.VI": text("Đồi A1 (mới)", "vi"), "names.EN": text("Hill A1 (new)")}
    assert stale(mark_stale(BEFORE, after, frozenset({"names.VI", "names.EN"}))) == {"names.FR"}


def test_a_translation_that_was_not_there_before_is_not_stale() -> None:
    before = {name: value for name, value in BEFORE.items() if name != "names.FR"}
    after = {**BEFORE, "names.VI": text("Khác", "vi")}
    assert stale(mark_stale(before, after, frozenset())) == {"names.EN"}


def test_the_same_words_again_make_nothing_stale() -> None:
    after = {**BEFORE, "names.VI": text("Đồi A1", "vi", is_reviewed=True)}
    assert mark_stale(BEFORE, after, frozenset({"names.VI"})) == after


def test_a_stale_translation_written_again_is_fresh_and_one_left_alone_stays_stale() -> None:
    old = {**BEFORE, "names.EN": text("Hill A1", is_stale=True), "names.FR": text("C", "fr", is_stale=True)}
    marked = mark_stale(old, old, frozenset({"names.EN"}))
    assert stale(marked) == {"names.FR"}
    assert marked["names.EN"][0].is_stale is None


def test_a_vietnamese_text_that_is_new_or_gone_counts_as_changed() -> None:
    without = {name: value for name, value in BEFORE.items() if name != "names.VI"}
    assert stale(mark_stale(without, BEFORE, frozenset({"names.VI"}))) == {"names.EN", "names.FR"}
    assert stale(mark_stale(BEFORE, without, frozenset({"names.VI"}))) == {"names.EN", "names.FR"}
