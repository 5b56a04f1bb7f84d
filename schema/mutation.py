"""What staff do. Each field is one transaction; what a person can put right comes back as `problems`."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.editing import drafts, publication, review
from catalog.finding.pages import MAX_PAGE
from catalog.finding.working import working_record
from catalog.roles import Deed
from schema.account_mutations import OwnAccountMutations, PeopleMutations
from schema.context import Info, refuse
from schema.imports import ImportMutations
from schema.imports_sent import ImportTableMutations
from schema.lessons import LessonMutations
from schema.notices import Key, Problem, shown_problems
from schema.payloads import Id, SitePayload, Version, changed, code_of
from schema.periods import PeriodMutations
from schema.permissions import needs
from schema.records import Site
from schema.score_mutations import ScoreMutations
from schema.site_inputs import CreateSiteInput, ReviseSiteInput, document_of
from schema.surrogate_mutations import SurrogateMutations
from schema.worklist import WorkMutations


@strawberry.type(description="What became of several records.")
class SitesPayload:
    """Payload."""

    sites: list[Site] = strawberry.field(
        description="The records that were moved; empty if there are problems."
    )
    problems: list[Problem] = strawberry.field(
        description="What stands in the way; then nothing was changed."
    )


@strawberry.input(description="A record at the version that the client has before it.")
class SiteVersionInput:
    """Record and version."""

    id: strawberry.ID = strawberry.field(description="The site's `id`.")
    version: int = strawberry.field(description="The version that the client has before it.")


@strawberry.input(description="What is said of one field.")
class RemarkInput:
    """Remark."""

    field: str = strawberry.field(description="The field, as inputs name it.")
    text: str = strawberry.field(description="What is to be done about it.")


@strawberry.type(description="For staff: every change needs a sign-in or a token, and a role that allows it.")
class Mutation(
    PeopleMutations,
    OwnAccountMutations,
    LessonMutations,
    ImportMutations,
    ImportTableMutations,
    SurrogateMutations,
    PeriodMutations,
    ScoreMutations,
    WorkMutations,
):
    """Root."""

    @strawberry.mutation(
        description="Enter a new site as a draft. Editors everywhere, officers in their commune.",
        metadata=needs(Deed.CREATE_SITE),
    )
    def create_site(
        self,
        info: Info,
        input: CreateSiteInput,
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Create."""
        document = document_of(input)
        verb = lambda desk: drafts.create_site(desk, document)  # noqa: E731
        return changed(info, verb, "createSite", document, idempotency_key)

    @strawberry.mutation(
        description="Change fields of a record, upon the version that the client has. Fields that nobody else has "
        "changed since go through; otherwise nothing is changed and each differing field is a STALE_REVISION.",
        metadata=needs(Deed.REVISE_SITE),
    )
    def revise_site(
        self,
        info: Info,
        id: Id,
        version: Version,
        input: ReviseSiteInput,
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Revise."""
        code, document = code_of(id), document_of(input)
        verb = lambda desk: drafts.revise_site(desk, code, version, document)  # noqa: E731
        return changed(info, verb, "reviseSite", [code, version, document], idempotency_key)

    @strawberry.mutation(
        description="Bring an earlier revision back, whole, as a new draft.",
        metadata=needs(Deed.RESTORE_SITE),
    )
    def restore_site(
        self,
        info: Info,
        id: Id,
        version: Version,
        revision: Annotated[int, strawberry.argument(description="Number of the revision to bring back.")],
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Restore."""
        code = code_of(id)
        verb = lambda desk: drafts.restore_site(desk, code, version, revision)  # noqa: E731
        return changed(info, verb, "restoreSite", [code, version, revision], idempotency_key)

    @strawberry.mutation(description="Send a draft for review.", metadata=needs(Deed.SUBMIT_SITE))
    def submit_site(
        self, info: Info, id: Id, version: Version, idempotency_key: Key = None
    ) -> SitePayload | None:
        """Submit."""
        code = code_of(id)
        verb = lambda desk: review.submit_site(desk, code, version)  # noqa: E731
        return changed(info, verb, "submitSite", [code, version], idempotency_key)

    @strawberry.mutation(description="Take one's own submission back.", metadata=needs(Deed.RECALL_SITE))
    def recall_site(
        self, info: Info, id: Id, version: Version, idempotency_key: Key = None
    ) -> SitePayload | None:
        """Recall."""
        code = code_of(id)
        verb = lambda desk: review.recall_site(desk, code, version)  # noqa: E731
        return changed(info, verb, "recallSite", [code, version], idempotency_key)

    @strawberry.mutation(
        description="Give a submission back to its author, saying why.", metadata=needs(Deed.RETURN_SITE)
    )
    def return_site(
        self,
        info: Info,
        id: Id,
        version: Version,
        comment: Annotated[str, strawberry.argument(description="Why, for the author to read.")],
        remarks: Annotated[
            list[RemarkInput] | None, strawberry.argument(description="What is said of single fields.")
        ] = None,
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Return."""
        code = code_of(id)
        said = [review.Remark(remark.field, remark.text) for remark in remarks or ()]
        verb = lambda desk: review.return_site(desk, code, version, comment, said)  # noqa: E731
        document = [code, version, comment, [[remark.field, remark.text] for remark in said]]
        return changed(info, verb, "returnSite", document, idempotency_key)

    @strawberry.mutation(description="Approve somebody else's submission.", metadata=needs(Deed.APPROVE_SITE))
    def approve_site(
        self, info: Info, id: Id, version: Version, idempotency_key: Key = None
    ) -> SitePayload | None:
        """Approve."""
        code = code_of(id)
        verb = lambda desk: review.approve_site(desk, code, version)  # noqa: E731
        return changed(info, verb, "approveSite", [code, version], idempotency_key)

    @strawberry.mutation(
        description="Publish what somebody else wrote and a third person approved. Says all that is missing at once.",
        metadata=needs(Deed.PUBLISH_SITE),
    )
    def publish_site(
        self, info: Info, id: Id, version: Version, idempotency_key: Key = None
    ) -> SitePayload | None:
        """Publish."""
        code = code_of(id)
        verb = lambda desk: publication.publish_site(desk, code, version)  # noqa: E731
        return changed(info, verb, "publishSite", [code, version], idempotency_key)

    @strawberry.mutation(
        description="Take what is public of a site out of public sight, saying why.",
        metadata=needs(Deed.WITHDRAW_SITE),
    )
    def withdraw_site(
        self,
        info: Info,
        id: Id,
        version: Annotated[int, strawberry.argument(description="The version that is public.")],
        reason: Annotated[str, strawberry.argument(description="Why, for the history.")],
        idempotency_key: Key = None,
    ) -> SitePayload | None:
        """Withdraw."""
        code = code_of(id)
        verb = lambda desk: publication.withdraw_site(desk, code, version, reason)  # noqa: E731
        return changed(info, verb, "withdrawSite", [code, version, reason], idempotency_key)

    @strawberry.mutation(
        description="Approve several submissions of others, all or none, with one history entry each.",
        metadata=needs(Deed.APPROVE_SITE),
    )
    def approve_sites(
        self,
        info: Info,
        items: Annotated[
            list[SiteVersionInput], strawberry.argument(description="The records, at most 100 at once.")
        ],
        idempotency_key: Key = None,
    ) -> SitesPayload | None:
        """Approve many."""
        if len(items) > MAX_PAGE:
            raise refuse(f"Mỗi lần nhiều nhất {MAX_PAGE} bản ghi.", f"At most {MAX_PAGE} records at once.")
        wanted = [(code_of(item.id), item.version) for item in items]
        outcome = info.context.change(
            Request("approveSites", wanted, idempotency_key), lambda desk: review.approve_sites(desk, wanted)
        )
        reader = info.context.reader
        approved = [] if outcome.problems else [code for code, _ in wanted]
        records = [working_record(reader, info.context.signed_in(), code=code) for code in approved]
        return SitesPayload(
            sites=[Site(record=record) for record in records if record is not None],
            problems=shown_problems(info, outcome.problems),
        )
