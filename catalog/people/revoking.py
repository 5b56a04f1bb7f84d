"""How tokens end: all of a person's, or those that a person made without the machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.people.office import Office
from catalog.tables import AccessToken
from catalog.terms import Action


def tokens_of(session: Session, person_id: int, now: datetime) -> Sequence[AccessToken]:
    """The tokens of a person that hold, newest first."""
    query = sa.select(AccessToken).where(
        col(AccessToken.person_id) == person_id,
        col(AccessToken.revoked_at).is_(None),
        col(AccessToken.expires_at) > now,
    )
    return session.scalars(query.order_by(col(AccessToken.recorded_at).desc())).all()


def revoke_all(office: Office, person_id: int) -> None:
    """End all tokens of a person."""
    for token in tokens_of(office.session, person_id, office.now):
        end_token(office, token)


def revoke_own_made(office: Office, person_id: int) -> None:
    """End the tokens that a person made: they were made as somebody with other roles.

    A token of the machine has no label; whoever rules the machine chose its role.
    """
    for token in tokens_of(office.session, person_id, office.now):
        if token.label is not None:
            end_token(office, token)


def end_token(office: Office, token: AccessToken) -> None:
    """End a token now."""
    token.revoked_at = office.now
    office.session.flush()
    office.note(Action.REVOKE_TOKEN, token.person_id, before={"prefix": token.prefix, "label": token.label})
