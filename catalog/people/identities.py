"""Who people are at the office's own provider. Nobody is found by a name or an e-mail address.

An identity is linked by its owner, signed in, or by accepting a one-time link with it: no account is ever
made by somebody's coming, whatever the provider says of him.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.people.office import Office, refuse
from catalog.tables import ExternalIdentity
from catalog.terms import Action


def owner_of(session: Session, issuer: str, subject: str) -> int | None:
    """Whose identity this is; None for one that was never linked."""
    found = session.get(ExternalIdentity, (issuer, subject))
    return None if found is None else found.person_id


def has_identity(session: Session, person_id: int, issuer: str | None = None) -> bool:
    """Whether the person has an identity elsewhere, at this provider or at any."""
    query = sa.select(sa.func.count()).where(col(ExternalIdentity.person_id) == person_id)
    if issuer is not None:
        query = query.where(col(ExternalIdentity.issuer) == issuer)
    return bool(session.scalar(query))


def add_identity(office: Office, person_id: int, issuer: str, subject: str) -> None:
    """Link an identity to a person; one that is linked to that person already stays so.

    Raises `ProblemsError` for somebody else's, and for a second one at the same provider.
    """
    owner = owner_of(office.session, issuer, subject)
    if owner == person_id:
        return
    if owner is not None:
        raise refuse(
            "IDENTITY_TAKEN",
            "Tài khoản này đã liên kết với một người khác trong danh mục.",
            "This account is linked to somebody else in the catalogue.",
        )
    if has_identity(office.session, person_id, issuer):
        raise refuse(
            "IDENTITY_PRESENT",
            "Bạn đã liên kết một tài khoản khác; hãy gỡ liên kết đó trước.",
            "You have linked another account; please unlink that one first.",
        )
    office.session.add(
        ExternalIdentity(issuer=issuer, subject=subject, person_id=person_id, recorded_at=office.now)
    )
    office.session.flush()
    office.note(Action.CHANGE_PERSON, person_id, after={"external_identity": issuer})


def remove_identities(office: Office, person_id: int) -> int:
    """Unlink whatever identity a person has elsewhere; answers how many there were."""
    query = sa.select(ExternalIdentity).where(col(ExternalIdentity.person_id) == person_id)
    held = office.session.scalars(query.order_by(col(ExternalIdentity.issuer))).all()
    for identity in held:
        office.session.delete(identity)
        office.session.flush()
        office.note(Action.CHANGE_PERSON, person_id, before={"external_identity": identity.issuer})
    return len(held)
