"""People in their roles, working on a catalogue through the public schema."""

from __future__ import annotations

import copy
import itertools
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from catalog.people import identify, issue_token
from catalog.terms import Role
from schema.nodes import write_id
from tests.catalogue import NOW, VARIABLES, Catalogue, contract

RECORD = contract("desk/record")
MUONG_PHANG = "03325"
_numbers = itertools.count(1)


def someone(catalogue: Catalogue, role: Role, unit: str | None = None, name: str | None = None) -> Catalogue:
    """The catalogue as a person of this role sees it."""
    name = name or f"{role.title().replace('_', ' ')} {next(_numbers)}"
    with catalogue.database.write() as session:
        token = issue_token(session, name, role, unit, NOW)
    with catalogue.database.read() as session:
        return catalogue.seen_by(identify(session, token, NOW))


def site_input(**changes: Any) -> dict[str, Any]:
    """The contract's sample of a new site, with fields changed; None leaves a field out."""
    document = {**copy.deepcopy(VARIABLES["CreateSite"]["input"]), **changes}
    return {name: value for name, value in document.items() if value is not None}


@dataclass
class Team:
    """An editor, a reviewer and a publisher, and a fourth who is only an editor as well."""

    catalogue: Catalogue
    editor: Catalogue
    reviewer: Catalogue
    publisher: Catalogue

    @classmethod
    def of(cls, catalogue: Catalogue) -> Team:
        """A team for this catalogue."""
        roles = (Role.EDITOR, Role.REVIEWER, Role.PUBLISHER)
        return cls(catalogue, *(someone(catalogue, role) for role in roles))

    def created(self, **changes: Any) -> dict[str, Any]:
        """A new draft by the editor."""
        return done(self.editor, "CreateSite", input=site_input(**changes))

    def published(self, **changes: Any) -> dict[str, Any]:
        """A new site that went the whole way."""
        return self.publish(self.created(**changes))

    def publish(self, site: dict[str, Any]) -> dict[str, Any]:
        """The draft, submitted, approved and published."""
        at = {"id": site["id"], "version": site["version"]}
        done(self.editor, "SubmitSite", **at)
        done(self.reviewer, "ApproveSite", **at)
        return {**site, **done(self.publisher, "PublishSite", **at)}


def tried(who: Catalogue, operation: str, **variables: Any) -> Any:
    """What a mutation of `desk/record` answers: `site` and `problems`."""
    data = who.data(RECORD, operation, **variables)
    return next(iter(data.values()))


def done(who: Catalogue, operation: str, **variables: Any) -> dict[str, Any]:
    """The site that a mutation which must succeed answers with."""
    payload = tried(who, operation, **variables)
    assert payload["problems"] == []
    site: dict[str, Any] = payload["site"]
    return site


def refused(who: Catalogue, operation: str, **variables: Any) -> str:
    """The `extensions.code` with which a mutation is turned away; asserts that nothing was changed."""
    before = everything(who)
    answer = who.ask(RECORD, operation, **variables)
    assert everything(who) == before
    (error,) = answer.errors
    return code_of(error)


def code_of(error: Any) -> str:
    """The code under which an error is shown."""
    return str(getattr(error.original_error, "code", "INTERNAL"))


def problems_of(who: Catalogue, operation: str, **variables: Any) -> list[tuple[str, str | None]]:
    """The problems of a mutation, as (code, field); asserts that nothing was changed."""
    before = everything(who)
    payload = tried(who, operation, **variables)
    assert everything(who) == before
    assert payload["site"] is None
    return [(problem["code"], problem["field"]) for problem in payload["problems"]]


def everything(catalogue: Catalogue) -> list[Any]:
    """What must be equal where nothing was changed: revisions with their states, history, changes, public rows."""
    queries = (
        "SELECT id, site_id, version, state, content_hash, reviewed_by_id FROM site_revision ORDER BY id",
        "SELECT sequence, hash FROM history_entry ORDER BY sequence",
        "SELECT sequence, kind FROM public_change ORDER BY sequence",
        "SELECT revision_id, superseded_at FROM publication ORDER BY revision_id",
        "SELECT count(*) FROM review_comment",
        "SELECT code, digest, withdrawn_at FROM surrogate ORDER BY code",
        "SELECT digest FROM stored_file ORDER BY digest",
        "SELECT id, ended_at FROM work_assignment ORDER BY id",
    )
    with catalogue.database.read() as session:
        return [tuple(row) for query in queries for row in session.execute(sa.text(query))]


def id_of(code: str) -> str:
    """The opaque identifier of a site."""
    return str(write_id("Site", code))
