"""Contents as they come back from the tables."""

from __future__ import annotations

from catalog.sites.facets import assemble, facets_of
from catalog.sites.revisions import read_contents
from tests.catalogue import Catalogue


def test_every_record_of_the_register_survives_being_taken_apart(catalogue: Catalogue) -> None:
    with catalogue.database.read() as session:
        contents = read_contents(session, range(1, 80))
    assert len(contents) == 79
    for content in contents.values():
        again = assemble(facets_of(content))
        assert again.content_hash() == content.content_hash(), content.slug
