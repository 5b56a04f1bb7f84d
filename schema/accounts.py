"""People and accounts as the schema shows them: oneself, and for administrators everybody. Never a secret."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from catalog.finding.pages import Window
from catalog.people.directory import EndedRole, Entry, HeldRole, deeds_of, ended_roles, entries
from catalog.people.learning import steps_of
from catalog.people.revoking import tokens_of
from catalog.people.signing import sessions_of
from catalog.people.tokens import key_of
from catalog.roles import Deed, require
from catalog.tables import AccessToken as TokenRow
from catalog.terms import TokenScope as Scope
from schema.context import Info
from schema.lessons import LessonStepDone, step_done
from schema.nodes import read_id, write_id
from schema.paging import AFTER, FIRST, PageInfo, cursor_at, cut
from schema.permissions import needs
from schema.scalars import Permission, Role, TokenScope
from schema.units import AdminUnit

First = Annotated[int | None, strawberry.argument(description=FIRST)]
After = Annotated[str | None, strawberry.argument(description=AFTER)]


def _unit(info: Info, unit_id: int | None) -> AdminUnit | None:
    unit = None if unit_id is None else info.context.reader.units.by_id.get(unit_id)
    return None if unit is None else AdminUnit(unit=unit)


@strawberry.type(description="A role that a person holds now.")
class PersonRole:
    """Role."""

    held: strawberry.Private[HeldRole]

    @strawberry.field(description="By what `endRole` names it.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return write_id("PersonRole", str(self.held.id))

    @strawberry.field(description="What the person may be.")
    def role(self) -> Role:
        """Role."""
        return self.held.role

    @strawberry.field(description="The commune or ward of an officer, as it was when the role was given.")
    def unit(self, info: Info) -> AdminUnit | None:
        """Unit."""
        return _unit(info, self.held.unit_id)

    @strawberry.field(description="Since when.")
    def since(self) -> datetime:
        """Start."""
        return self.held.since


@strawberry.type(description="A person with what administrators see of the account.")
class PersonAccount:
    """Person."""

    entry: strawberry.Private[Entry]

    @strawberry.field(description="By what the mutations name the person.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return write_id("Person", str(self.entry.id))

    @strawberry.field(description="Name.")
    def name(self) -> str:
        """Name."""
        return self.entry.name

    @strawberry.field(description="Name for signing in; null for who has tokens only.")
    def sign_in_name(self) -> str | None:
        """Sign-in name."""
        return self.entry.sign_in_name

    @strawberry.field(description="The roles held now.")
    def roles(self) -> list[PersonRole]:
        """Roles."""
        return [PersonRole(held=held) for held in self.entry.roles]

    @strawberry.field(description="Whether a second factor is set up.")
    def second_factor(self) -> bool:
        """Second factor."""
        return self.entry.has_second_factor

    @strawberry.field(description="Since when the person may do nothing any more; null for who may.")
    def deactivated_at(self) -> datetime | None:
        """End."""
        return self.entry.deactivated_at

    @strawberry.field(description="When a session or a token was used last, to the minute; null for never.")
    def last_seen(self) -> datetime | None:
        """Last seen."""
        return self.entry.seen_at


@strawberry.type(description="A role that a person held once.")
class FormerRole:
    """Role."""

    held: strawberry.Private[EndedRole]

    @strawberry.field(description="What the person was.")
    def role(self) -> Role:
        """Role."""
        return self.held.role

    @strawberry.field(description="The commune or ward of an officer, as it was when the role was given.")
    def unit(self, info: Info) -> AdminUnit | None:
        """Unit."""
        return _unit(info, self.held.unit_id)

    @strawberry.field(description="Since when.")
    def since(self) -> datetime:
        """Start."""
        return self.held.since

    @strawberry.field(description="Until when.")
    def ended_at(self) -> datetime:
        """End."""
        return self.held.ended_at


@strawberry.type(description="A bearer token; what it is made of is shown once, when it is made.")
class AccessToken:
    """Token."""

    row: strawberry.Private[TokenRow]

    @strawberry.field(description="By what `revokeAccessToken` names it.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return write_id("AccessToken", key_of(self.row.sha256))

    @strawberry.field(description="What it is for; null for tokens issued on the machine.")
    def label(self) -> str | None:
        """Label."""
        return self.row.label

    @strawberry.field(description="The first characters of it.")
    def prefix(self) -> str | None:
        """Beginning."""
        return self.row.prefix

    @strawberry.field(description="What it is good for; WRITE includes READ.")
    def scopes(self) -> list[TokenScope]:
        """Scopes."""
        return [Scope.READ] if self.row.scope == Scope.READ else [Scope.READ, Scope.WRITE]

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Start."""
        return self.row.recorded_at

    @strawberry.field(description="When it ends.")
    def expires_at(self) -> datetime:
        """End."""
        return self.row.expires_at

    @strawberry.field(description="When it was used last, to the minute; null for never.")
    def last_used_at(self) -> datetime | None:
        """Last use."""
        return self.row.used_at


@strawberry.type(description="A person by itself, with tokens, sessions, and the roles of before.")
class PersonDetail(PersonAccount):
    """Person."""

    @strawberry.field(description="The tokens that hold, newest first.")
    def access_tokens(self, info: Info) -> list[AccessToken]:
        """Tokens."""
        context = info.context
        return [AccessToken(row=r) for r in tokens_of(context.reader.session, self.entry.id, context.now())]

    @strawberry.field(description="In how many browsers the person is signed in.")
    def session_count(self, info: Info) -> int:
        """Sessions."""
        return len(sessions_of(info.context.reader.session, self.entry.id, info.context.now()))

    @strawberry.field(description="The roles held once, the last to end first.")
    def former_roles(self, info: Info) -> list[FormerRole]:
        """Roles."""
        return [FormerRole(held=held) for held in ended_roles(info.context.reader.session, self.entry.id)]


@strawberry.type(description="Whoever asks, with what that person may do.")
class Me(PersonDetail):
    """Oneself."""

    @strawberry.field(
        description="What the policy allows somewhere; docs/permissions.md says on which records."
    )
    def permissions(self, info: Info) -> list[Permission]:
        """Permissions."""
        return deeds_of(info.context.signed_in())

    @strawberry.field(description="What one has done in the desk's lessons, the first step first.")
    def lesson_steps(self, info: Info) -> list[LessonStepDone]:
        """Steps."""
        return [step_done(row) for row in steps_of(info.context.reader.session, self.entry.id)]


@strawberry.type(description="A person in a list.")
class PersonEdge:
    """Edge."""

    node: PersonAccount = strawberry.field(description="The person.")
    cursor: str = strawberry.field(description="Where the person stands in the list.")


@strawberry.type(description="A page of people, in the order of the alphabet.")
class PersonConnection:
    """Connection."""

    total_count: int = strawberry.field(description="How many people there are in all.")
    edges: list[PersonEdge] = strawberry.field(description="Those on this page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")


def person_with(info: Info, person_id: int) -> PersonAccount | None:
    """A person as it stands now."""
    found = entries(info.context.reader.session, [person_id])
    return PersonAccount(entry=found[0]) if found else None


@strawberry.type
class AccountQueries:
    """What is asked about people; part of the root."""

    @strawberry.field(
        description="Oneself: roles, permissions, tokens; null without a sign-in.",
        metadata=needs(Deed.READ_OWN_ACCOUNT),
    )
    def me(self, info: Info) -> Me | None:
        """Oneself."""
        acting = info.context.acting
        if acting is None:
            return None
        require(Deed.READ_OWN_ACCOUNT, acting)
        (entry,) = entries(info.context.reader.session, [acting.person_id])
        return Me(entry=entry)

    @strawberry.field(
        description="One person, or one app, for administrators; null if there is none.",
        metadata=needs(Deed.READ_PEOPLE),
    )
    def person(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The person's `id`.")]
    ) -> PersonDetail | None:
        """Person."""
        require(Deed.READ_PEOPLE, info.context.signed_in())
        kind, key = read_id(id) or ("", "")
        is_number = kind == "Person" and key.isascii() and key.isdecimal() and len(key) < 10
        found = entries(info.context.reader.session, [int(key)]) if is_number else []
        return PersonDetail(entry=found[0]) if found else None

    @strawberry.field(
        description="Everybody with a role, an account or a token, for administrators.",
        metadata=needs(Deed.READ_PEOPLE),
    )
    def people(self, info: Info, first: First = None, after: After = None) -> PersonConnection:
        """People."""
        require(Deed.READ_PEOPLE, info.context.signed_in())
        found = entries(info.context.reader.session)
        start, stop = cut(len(found), Window(first=first, after=after), 50)
        edges = [
            PersonEdge(node=PersonAccount(entry=entry), cursor=cursor_at(start + place))
            for place, entry in enumerate(found[start:stop])
        ]
        page = PageInfo(
            has_next_page=stop < len(found),
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return PersonConnection(total_count=len(found), edges=edges, page_info=page)
