"""What is read of records when, and that it is free again when an operation ends."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest

from catalog.finding.filters import SiteFilter
from catalog.finding.lookup import find_by_slug
from catalog.finding.pages import Window, find_sites
from catalog.projection import site as reading
from catalog.projection.reader import Batch, Reader
from catalog.projection.surrogates import SURROGATES
from catalog.terms import SurrogateTextField, TextField
from tests.catalogue import TODAY, Catalogue, counted
from tests.photographs import attach
from tests.staff import Team


def page_of(reader: Reader, size: int = 20) -> Batch:
    return find_sites(reader, SiteFilter(), Window(first=size)).records[0].batch


def test_what_few_ask_of_a_surrogate_is_read_when_somebody_does(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path)
    team.publish({**site, "version": 2})
    with counted(pictured.database) as statements, pictured.database.read() as session:
        record = find_by_slug(Reader(session, TODAY), site["slug"])
        assert record is not None
        (value,) = record.related(SURROGATES)
        assert value.holder == "Sở Văn hóa, Thể thao và Du lịch"
        read = len(statements)
        assert not any("stored_file" in statement for statement in statements)
        assert (value.file.width, value.file.height, value.file.width) == (480, 320, 480)
        assert len(statements) == read + 1
        assert value.localized(SurrogateTextField.ALTERNATIVE_TEXT, "en") is not None
        assert value.localized(SurrogateTextField.CAPTION, "vi") is None
        assert len(statements) == read + 2
        assert (value.captions, len(statements)) == ((), read + 2), (
            "a picture has no captions to be asked for"
        )


def test_of_a_list_names_are_read_without_longer_texts_and_of_one_record_all_together(
    catalogue: Catalogue,
) -> None:
    with counted(catalogue.database) as statements, catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        for record in page_of(reader):
            assert reading.localized(record, TextField.NAME, "vi")
        assert sum("site_text" in statement for statement in statements) == 1
        for record in page_of(reader, 1):
            for field in (TextField.NAME, TextField.SUMMARY, TextField.DESCRIPTION):
                reading.localized(record, field, "vi")
        assert sum("site_text" in statement for statement in statements) == 2


@pytest.mark.parametrize("asked", ["vi", "en", "fr"])
def test_a_text_is_the_same_read_alone_or_within_a_list(catalogue: Catalogue, asked: str) -> None:
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        for record in page_of(reader, 100):
            alone = find_by_slug(reader, record.values["slug"])
            assert alone is not None
            for field in TextField:
                assert reading.localized(alone, field, asked) == reading.localized(record, field, asked)
            assert list(map(tuple, reading.ranks_of(record))) == [
                (act.scheme, act.grade, act.valid_from, act.valid_to, act.known_since)
                for act in reading.ranks_of(alone)
                if act.scheme == "RELIC_RANK"
            ]


def test_what_an_operation_read_is_free_when_its_reader_lets_go(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY, batches=[])
        batch = page_of(reader)
        for record in batch:
            record.related(reading.DESIGNATIONS)
        read: list[weakref.ref[Any]] = [weakref.ref(one) for one in batch]
        gc.disable()
        try:
            del batch, record
            assert all(one() is not None for one in read), "records and their batch hold on to each other"
            reader.let_go()
            assert [one() for one in read] == [None] * len(read)
        finally:
            gc.enable()
