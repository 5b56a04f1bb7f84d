"""What staff do with photographs and other surrogates of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from catalog.answered import Request
from catalog.editing import surrogates
from catalog.editing.attaching import Attachment, Received
from catalog.editing.desk import Desk, Outcome
from catalog.editing.withdrawal import readmit_surrogate, withdraw_surrogate
from catalog.errors import Message
from catalog.projection.surrogates import SURROGATES
from catalog.roles import Deed
from catalog.surrogates.showing import digest_of
from schema.context import Info, refuse
from schema.nodes import key_of
from schema.notices import Key, Problem, shown_problems
from schema.payloads import Id, SitePayload, Version, changed, code_of, written
from schema.permissions import needs
from schema.records import Site
from schema.scalars import Upload
from schema.site_inputs import document_of
from schema.surrogate_inputs import AttachSurrogateInput, DescribeSurrogateInput
from schema.surrogates import DigitalSurrogate

SurrogateId = Annotated[strawberry.ID, strawberry.argument(description="The surrogate's `id`.")]
_NO_SUCH_SURROGATE = Message("Không có bản số hóa này.", "There is no such surrogate.")


@strawberry.type(description="What became of a surrogate, and of the record that it belongs to.")
class SurrogatePayload:
    """Payload."""

    surrogate: DigitalSurrogate | None = strawberry.field(
        description="The surrogate as the record describes it now; null if it was not taken, or is removed."
    )
    site: Site | None = strawberry.field(
        description="The record's newest revision; null if there are problems."
    )
    problems: list[Problem] = strawberry.field(
        description="What stands in the way; then nothing was changed."
    )
    warnings: list[Problem] = strawberry.field(
        description="What deserves a look and never blocks: FAR_FROM_SITE, ALIKE, RIGHTS_MISSING and others."
    )


def _shown(info: Info, outcome: Outcome) -> SurrogatePayload:
    record = written(info, outcome)
    value = None
    if record is not None:
        found = (one for one in record.related(SURROGATES) if one.code == outcome.surrogate)
        value = next(found, None)
    return SurrogatePayload(
        surrogate=None if value is None or record is None else DigitalSurrogate(value=value, record=record),
        site=None if record is None else Site(record=record),
        problems=shown_problems(info, outcome.problems),
        warnings=shown_problems(info, outcome.warnings),
    )


def _changed(
    info: Info, verb: Callable[[Desk], Outcome], name: str, document: Any, key: str | None
) -> SurrogatePayload:
    return _shown(info, info.context.change(Request(name, document, key), verb))


def _surrogate(identifier: str) -> tuple[str, str]:
    """The codes of the site and of the surrogate. Raises `NotFoundError` for ids of anything else."""
    code = key_of(identifier, "DigitalSurrogate", _NO_SUCH_SURROGATE)
    return code.partition(".")[0], code


def _document(given: DescribeSurrogateInput) -> dict[str, Any]:
    """The input as a document, in which a poster is named by its code."""
    document = document_of(given)
    if document.get("poster"):
        document["poster"] = _surrogate(document["poster"])[1]
    return document


@strawberry.type
class SurrogateMutations:
    """What may be done with surrogates."""

    @strawberry.mutation(
        description="Attach a file to a record: sent with this request (multipart, `file`) or before (tus, `uploadId`). "
        "It goes on top of whatever the record says now, and is public once the record is published.",
        metadata=needs(Deed.REVISE_SITE),
    )
    def attach_surrogate(
        self,
        info: Info,
        site_id: Annotated[strawberry.ID, strawberry.argument(description="The site's `id`.")],
        input: AttachSurrogateInput,
        file: Annotated[
            Upload | None,
            strawberry.argument(description="The file itself, as GraphQL multipart requests have it."),
        ] = None,
        upload_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="An ended upload of the viewer's, from /uploads."),
        ] = None,
        idempotency_key: Key = None,
    ) -> SurrogatePayload | None:
        """Attach."""
        wanted = Attachment(
            code=code_of(site_id),
            file=None if file is None else Received(file.path, file.digest),
            upload_id=upload_id,
            document=_document(input),
            key=idempotency_key,
        )
        return _shown(info, info.context.attach(wanted))

    @strawberry.mutation(
        description="Say more of a surrogate, or something else, upon the version that the client has.",
        metadata=needs(Deed.REVISE_SITE),
    )
    def describe_surrogate(
        self,
        info: Info,
        id: SurrogateId,
        version: Version,
        input: DescribeSurrogateInput,
        idempotency_key: Key = None,
    ) -> SurrogatePayload | None:
        """Describe."""
        code, surrogate = _surrogate(id)
        document = _document(input)
        verb = lambda desk: surrogates.describe_surrogate(desk, code, surrogate, version, document)  # noqa: E731
        return _changed(info, verb, "describeSurrogate", [surrogate, version, document], idempotency_key)

    @strawberry.mutation(
        description="Take a surrogate out of the record; the public sees it until the record is published.",
        metadata=needs(Deed.REVISE_SITE),
    )
    def remove_surrogate(
        self, info: Info, id: SurrogateId, version: Version, idempotency_key: Key = None
    ) -> SurrogatePayload | None:
        """Remove."""
        code, surrogate = _surrogate(id)
        verb = lambda desk: surrogates.remove_surrogate(desk, code, surrogate, version)  # noqa: E731
        return _changed(info, verb, "removeSurrogate", [surrogate, version], idempotency_key)

    @strawberry.mutation(
        description="Put a record's surrogates into this order; those that are not named come after.",
        metadata=needs(Deed.REVISE_SITE),
    )
    def arrange_surrogates(
        self,
        info: Info,
        id: Id,
        version: Version,
        order: Annotated[
            list[strawberry.ID], strawberry.argument(description="Ids of surrogates, at most 500.")
        ],
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Arrange."""
        if len(order) > surrogates.MOST_SURROGATES:
            most = surrogates.MOST_SURROGATES
            raise refuse(f"Mỗi lần nhiều nhất {most} bản số hóa.", f"At most {most} surrogates at once.")
        code = code_of(id)
        codes = [_surrogate(one)[1] for one in order]
        verb = lambda desk: surrogates.arrange_surrogates(desk, code, version, codes)  # noqa: E731
        return changed(info, verb, "arrangeSurrogates", [code, version, codes], idempotency_key)

    @strawberry.mutation(
        description="Take a surrogate out of everybody's sight at once, in every revision, saying why: for a file that "
        "must not be public for another minute. So are the same bytes at every other site; their addresses answer 410, and "
        "the file is not taken again.",
        metadata=needs(Deed.WITHDRAW_SURROGATE),
    )
    def withdraw_surrogate(
        self,
        info: Info,
        id: SurrogateId,
        reason: Annotated[str, strawberry.argument(description="Why, for the history.")],
        idempotency_key: Key = None,
    ) -> SurrogatePayload | None:
        """Withdraw."""
        code, surrogate = _surrogate(id)
        verb = lambda desk: withdraw_surrogate(desk, code, surrogate, reason)  # noqa: E731
        payload = _changed(info, verb, "withdrawSurrogate", [surrogate, reason], idempotency_key)
        digest = digest_of(info.context.reader.session, surrogate)
        if digest is not None and not payload.problems:
            info.context.files.store.forget_derived(digest)
        return payload

    @strawberry.mutation(
        description="Take a withdrawal back, saying why: what the records say of the file counts again, at every site.",
        metadata=needs(Deed.WITHDRAW_SURROGATE),
    )
    def readmit_surrogate(
        self,
        info: Info,
        id: SurrogateId,
        reason: Annotated[str, strawberry.argument(description="Why, for the history.")],
        idempotency_key: Key = None,
    ) -> SurrogatePayload | None:
        """Readmit."""
        code, surrogate = _surrogate(id)
        verb = lambda desk: readmit_surrogate(desk, code, surrogate, reason)  # noqa: E731
        return _changed(info, verb, "readmitSurrogate", [surrogate, reason], idempotency_key)
