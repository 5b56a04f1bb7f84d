"""What is done about people: administrators let in and out; everybody keeps the own tokens and sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.errors import NotFoundError
from catalog.people import directory, links, revoking, roles_given, signing, tokens
from catalog.people.office import NO_SUCH_PERSON, Done, Office
from catalog.people.viewing import Viewer
from catalog.roles import Deed
from catalog.terms import TokenScope as Scope
from schema.accounts import AccessToken, PersonAccount, person_with
from schema.context import Info
from schema.inputs import told
from schema.nodes import read_id
from schema.notices import Problem, shown_problems
from schema.permissions import needs
from schema.scalars import Role, TokenScope

Key = Annotated[
    str | None,
    strawberry.argument(
        description="A text of the client's own, up to 200 characters. A request that is sent again with the same "
        "key does nothing twice, and is answered without the secret, which is not kept."
    ),
]
PersonId = Annotated[strawberry.ID, strawberry.argument(description="The person's `id`.")]
Unit = Annotated[
    str | None, strawberry.argument(description="Code of a commune or ward of today, for a COMMUNE_OFFICER.")
]
IN_THE_WAY = "What stands in the way; then nothing was changed."
JOIN = "/account/join/"


@strawberry.input(description="Somebody who is to come in.")
class InvitePersonInput:
    """Invitation."""

    name: str = strawberry.field(description="Full name.")
    role: Role = strawberry.field(description="The first role.")
    unit: str | None = told("Code of a commune or ward of today, for a COMMUNE_OFFICER.")
    sign_in_name: str | None = told("Name for signing in; made from the name if left out.")


@strawberry.input(description="A token that is to be made.")
class CreateAccessTokenInput:
    """Token."""

    label: str = strawberry.field(description="What it is for, up to 80 characters.")
    scopes: list[TokenScope] = strawberry.field(description="What it is good for; WRITE includes READ.")
    days: int | None = told("How long it lives, 1 to 365 days; 90 if left out.")


@strawberry.input(description="A token for an app that reads the catalogue.")
class IssueAppTokenInput:
    """App."""

    app: str = strawberry.field(description="Name of the app, which no person bears; made if it is new.")
    label: str = strawberry.field(description="What the token is for, up to 80 characters.")
    days: int | None = told("How long it lives, 1 to 365 days; 90 if left out.")


@strawberry.type(description="What became of an app and of its token.")
class AppTokenPayload:
    """Payload."""

    person: PersonAccount | None = strawberry.field(description="The app, as it now stands.")
    secret: str | None = strawberry.field(
        description="The bearer token itself, for reading only. Seen this once: it is not kept."
    )
    problems: list[Problem] = strawberry.field(description=IN_THE_WAY)


@strawberry.type(description="What became of the person.")
class PersonPayload:
    """Payload."""

    person: PersonAccount | None = strawberry.field(description="The person, as it now stands.")
    problems: list[Problem] = strawberry.field(description=IN_THE_WAY)


@strawberry.type(description="What became of the person, and the link to hand over.")
class InvitationPayload:
    """Payload."""

    person: PersonAccount | None = strawberry.field(description="The person, as it now stands.")
    link: str | None = strawberry.field(
        description="One-time link by which the person sets a password. Seen this once: it is not kept."
    )
    problems: list[Problem] = strawberry.field(description=IN_THE_WAY)


@strawberry.type(description="What became of the token.")
class AccessTokenPayload:
    """Payload."""

    access_token: AccessToken | None = strawberry.field(
        description="The token that was made; null after revoking."
    )
    secret: str | None = strawberry.field(
        description="The bearer token itself. Seen this once: it is not kept."
    )
    problems: list[Problem] = strawberry.field(description=IN_THE_WAY)


@strawberry.type(description="How many sessions ended.")
class SessionsPayload:
    """Payload."""

    ended_count: int = strawberry.field(description="How many browsers are signed out.")
    problems: list[Problem] = strawberry.field(description=IN_THE_WAY)


def _number(identifier: str, kind: str) -> int:
    """The number in an identifier. Raises `NotFoundError` for ids of anything else."""
    found, key = read_id(identifier) or ("", "")
    if found != kind or not (key.isascii() and key.isdecimal() and len(key) < 10):
        raise NotFoundError(NO_SUCH_PERSON)
    return int(key)


def _viewer(info: Info) -> Viewer:
    return info.context.allowed()[0]


def _person(info: Info, done: Done) -> PersonAccount | None:
    return None if done.problems else person_with(info, done.person_id)


def _about(info: Info, request: Request, verb: Callable[[Office], Done]) -> PersonPayload:
    done = info.context.manage(request, verb, Deed.MANAGE_PEOPLE)
    return PersonPayload(person=_person(info, done), problems=shown_problems(info, done.problems))


def _inviting(info: Info, request: Request, verb: Callable[[Office], Done]) -> InvitationPayload:
    done = info.context.manage(request, verb, Deed.MANAGE_PEOPLE)
    link = None if done.secret is None else f"{info.context.public_url}{JOIN}{done.secret}"
    return InvitationPayload(
        person=_person(info, done), link=link, problems=shown_problems(info, done.problems)
    )


@strawberry.type
class PeopleMutations:
    """What administrators do; part of the root."""

    @strawberry.mutation(
        description="Let somebody in: a role, an account, and a one-time link that holds for 72 hours.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def invite_person(
        self, info: Info, input: InvitePersonInput, idempotency_key: Key = None
    ) -> InvitationPayload | None:
        """Invite."""
        wanted = (input.name, input.role, input.unit, input.sign_in_name)
        request = Request("invitePerson", wanted, idempotency_key)
        return _inviting(info, request, lambda office: links.invite(office, *wanted))

    @strawberry.mutation(
        description="Give a role from now on. Nobody gives one to himself; an administrator decides on no record.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def give_role(
        self, info: Info, person: PersonId, role: Role, unit: Unit = None, idempotency_key: Key = None
    ) -> PersonPayload | None:
        """Give."""
        number = _number(person, "Person")
        request = Request("giveRole", [number, role, unit], idempotency_key)
        return _about(info, request, lambda office: roles_given.give_role(office, number, role, unit))

    @strawberry.mutation(
        description="End a role now; the last administrator's stays.", metadata=needs(Deed.MANAGE_PEOPLE)
    )
    def end_role(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The held role's `id`.")],
        idempotency_key: Key = None,
    ) -> PersonPayload | None:
        """End."""
        number = _number(id, "PersonRole")
        request = Request("endRole", number, idempotency_key)
        return _about(info, request, lambda office: roles_given.end_role(office, number))

    @strawberry.mutation(
        description="Somebody leaves: sessions, tokens and links end at once.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def deactivate_person(
        self, info: Info, person: PersonId, idempotency_key: Key = None
    ) -> PersonPayload | None:
        """Deactivate."""
        number = _number(person, "Person")
        request = Request("deactivatePerson", number, idempotency_key)
        return _about(info, request, lambda office: directory.deactivate(office, number))

    @strawberry.mutation(
        description="Somebody comes back, with the roles and the password of before.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def reactivate_person(
        self, info: Info, person: PersonId, idempotency_key: Key = None
    ) -> PersonPayload | None:
        """Reactivate."""
        number = _number(person, "Person")
        request = Request("reactivatePerson", number, idempotency_key)
        return _about(info, request, lambda office: directory.reactivate(office, number))

    @strawberry.mutation(
        description="Take password, second factor, sessions and tokens away; the link holds for 24 hours.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def reset_access(
        self, info: Info, person: PersonId, idempotency_key: Key = None
    ) -> InvitationPayload | None:
        """Reset."""
        number = _number(person, "Person")
        request = Request("resetAccess", number, idempotency_key)
        return _inviting(info, request, lambda office: links.reset_access(office, number))

    @strawberry.mutation(
        description="Sign somebody out everywhere, who has lost a telephone, say; password and tokens stay.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def sign_out_person(
        self, info: Info, person: PersonId, idempotency_key: Key = None
    ) -> SessionsPayload | None:
        """Sign out."""
        number = _number(person, "Person")
        request = Request("signOutPerson", number, idempotency_key)
        done = info.context.manage(
            request, lambda office: signing.sign_out_person(office, number), Deed.MANAGE_PEOPLE
        )
        return SessionsPayload(ended_count=done.count, problems=shown_problems(info, done.problems))

    @strawberry.mutation(
        description="Make a token for an app: for reading only, counted by app, ended by `revokeTokenOf`.",
        metadata=needs(Deed.MANAGE_PEOPLE),
    )
    def issue_app_token(
        self, info: Info, input: IssueAppTokenInput, idempotency_key: Key = None
    ) -> AppTokenPayload | None:
        """Issue."""
        wanted = (input.app, input.label, input.days)
        request = Request("issueAppToken", wanted, idempotency_key)
        done = info.context.manage(
            request, lambda office: tokens.issue_app_token(office, *wanted), Deed.MANAGE_PEOPLE
        )
        return AppTokenPayload(
            person=_person(info, done), secret=done.secret, problems=shown_problems(info, done.problems)
        )

    @strawberry.mutation(
        description="End a token of a person's or an app's at once.", metadata=needs(Deed.MANAGE_PEOPLE)
    )
    def revoke_token_of(
        self,
        info: Info,
        person: PersonId,
        id: Annotated[strawberry.ID, strawberry.argument(description="The token's `id`.")],
        idempotency_key: Key = None,
    ) -> PersonPayload | None:
        """Revoke."""
        number = _number(person, "Person")
        kind, key = read_id(id) or ("", "")
        wanted = key if kind == "AccessToken" else ""
        request = Request("revokeTokenOf", [number, wanted], idempotency_key)
        return _about(info, request, lambda office: tokens.revoke_token_of(office, number, wanted))


@strawberry.type
class OwnAccountMutations:
    """What everybody does about the own account; part of the root."""

    @strawberry.mutation(
        description="Make a bearer token of one's own; no token makes another.",
        metadata=needs(Deed.MANAGE_OWN_ACCOUNT),
    )
    def create_access_token(
        self, info: Info, input: CreateAccessTokenInput, idempotency_key: Key = None
    ) -> AccessTokenPayload | None:
        """Create."""
        viewer = _viewer(info)
        scope = Scope.WRITE if Scope.WRITE in input.scopes else Scope.READ
        request = Request("createAccessToken", [input.label, scope, input.days], idempotency_key)
        done = info.context.manage(
            request,
            lambda office: tokens.create_token(office, viewer, input.label, scope, input.days),
            Deed.MANAGE_OWN_ACCOUNT,
        )
        context = info.context
        held = revoking.tokens_of(context.reader.session, viewer.person_id, context.now())
        made = next((AccessToken(row=row) for row in held if tokens.key_of(row.sha256) == done.key), None)
        return AccessTokenPayload(
            access_token=made, secret=done.secret, problems=shown_problems(info, done.problems)
        )

    @strawberry.mutation(
        description="End a token of one's own at once.", metadata=needs(Deed.MANAGE_OWN_ACCOUNT)
    )
    def revoke_access_token(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The token's `id`.")],
        idempotency_key: Key = None,
    ) -> AccessTokenPayload | None:
        """Revoke."""
        viewer = _viewer(info)
        kind, key = read_id(id) or ("", "")
        wanted = key if kind == "AccessToken" else ""
        request = Request("revokeAccessToken", wanted, idempotency_key)
        done = info.context.manage(
            request, lambda office: tokens.revoke_token(office, viewer.person_id, wanted), None
        )
        return AccessTokenPayload(
            access_token=None, secret=None, problems=shown_problems(info, done.problems)
        )

    @strawberry.mutation(
        description="Sign out everywhere: all sessions of one's own end, this one too.",
        metadata=needs(Deed.MANAGE_OWN_ACCOUNT),
    )
    def end_sessions(self, info: Info, idempotency_key: Key = None) -> SessionsPayload | None:
        """End."""
        person = _viewer(info).person_id
        request = Request("endSessions", None, idempotency_key)
        done = info.context.manage(request, lambda office: signing.sign_out_everywhere(office, person), None)
        return SessionsPayload(ended_count=done.count, problems=shown_problems(info, done.problems))
