"""What is done about scores: criteria kept and approved, sheets opened, scored, appraised, decided and published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

import strawberry

from catalog.answered import Request
from catalog.editing.desk import Desk, Outcome
from catalog.roles import Deed
from catalog.scoring import judging, self_scoring, sets, subjects
from catalog.scoring.acting import Entered
from catalog.scoring.proof_files import Scored
from catalog.scoring.proofs import Look, Named, look_at
from catalog.scoring.sheets import Asked
from catalog.terms import FileFault, SubjectForm
from schema.context import Info
from schema.notices import Key, Problem, shown_problems
from schema.permissions import needs
from schema.score_criteria import CriteriaSet
from schema.score_values import ScoreSheet
from schema.scores import PeriodCode, SubjectCode, shown_sheet

_IN_THE_WAY = "What stands in the way; then nothing was changed."
_LINES = "Criteria of the sheet, each once."


@strawberry.input(description="A value by which a criterion is scored.")
class ScoreValueInput:
    """Value."""

    name: str = strawberry.field(description="Name of the input, as `Criterion.inputs` lists it.")
    value: str = strawberry.field(description="An exact number: 12, 0.5 or 1/3.")


@strawberry.input(
    description="A document that proves points: `url`, `uploadId`, `digest` or `snapshot`, one of them."
)
class ScoreEvidenceInput:
    """Evidence."""

    title: str = strawberry.field(description="Title, up to 500 characters.")
    url: str | None = strawberry.field(default=None, description="Its address, http or https.")
    digest: str | None = strawberry.field(default=None, description="SHA-256 of a file that is stored here.")
    snapshot: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a snapshot of coverage."
    )
    upload_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="An ended upload of the viewer's, from /uploads: the file is stored, and from then on named by `digest`.",
    )
    sha256: str | None = strawberry.field(
        default=None, description="SHA-256 of the document; asked for only of an address, and there if known."
    )


@strawberry.input(description="What is said of one criterion.")
class SelfScoreInput:
    """Self-score."""

    criterion: str = strawberry.field(description="Code.")
    values: list[ScoreValueInput] | None = strawberry.field(default=None, description="Its values.")
    choice: str | None = strawberry.field(default=None, description="Code of the level that was chosen.")
    reason: str | None = strawberry.field(
        default=None, description="Why points change that were given before."
    )
    evidence: list[ScoreEvidenceInput] | None = strawberry.field(
        default=None, description="All documents of the criterion; those of before stay if left out."
    )


@strawberry.input(
    description="What an appraiser or the council finds of one criterion: values, a level, or points."
)
class JudgedScoreInput:
    """Judged."""

    criterion: str = strawberry.field(description="Code.")
    values: list[ScoreValueInput] | None = strawberry.field(default=None, description="The values found.")
    choice: str | None = strawberry.field(default=None, description="Code of the level found.")
    points: str | None = strawberry.field(default=None, description="Points outright, exact.")
    reason: str | None = strawberry.field(
        default=None, description="Why the points differ from those before."
    )


@strawberry.input(description="A version of a set of criteria.")
class CriteriaSetInput:
    """Set."""

    name: str = strawberry.field(description="Name.")
    version: str = strawberry.field(description="Version.")


@strawberry.type(description="What became of a sheet.")
class ScoreSheetPayload:
    """Payload."""

    score_sheet: ScoreSheet | None = strawberry.field(description="The sheet; null if nothing was done.")
    problems: list[Problem] = strawberry.field(description=_IN_THE_WAY)


@strawberry.type(description="What became of a set of criteria.")
class CriteriaSetPayload:
    """Payload."""

    criteria_set: CriteriaSet | None = strawberry.field(description="The set; null if nothing was done.")
    problems: list[Problem] = strawberry.field(description=_IN_THE_WAY)


@strawberry.type(description="What became of a decision about a whole cluster or period.")
class ScoresPayload:
    """Payload."""

    is_done: bool = strawberry.field(description="Whether it was done.")
    problems: list[Problem] = strawberry.field(description=_IN_THE_WAY)


Lines = Annotated[list[SelfScoreInput], strawberry.argument(description=_LINES)]
Judged = Annotated[list[JudgedScoreInput], strawberry.argument(description=_LINES)]


def _values(values: list[ScoreValueInput] | None) -> dict[str, str] | None:
    return None if values is None else {each.name: each.value for each in values}


def _self_scored(lines: list[SelfScoreInput]) -> list[Entered]:
    return [
        Entered(
            criterion=each.criterion,
            values=_values(each.values),
            choice=each.choice,
            reason=each.reason,
            evidence=None
            if each.evidence is None
            else [
                Named(named.title, named.url, named.digest, named.snapshot, named.sha256, named.upload_id)
                for named in each.evidence
            ],
        )
        for each in lines
    ]


def _as_said(entered: Entered) -> dict[str, Any]:
    """For recognising a retry: as it was before files could be sent, where none is."""
    said = asdict(entered)
    for named in said["evidence"] or ():
        if named["upload_id"] is None:
            del named["upload_id"]
    return said


def _judged(lines: list[JudgedScoreInput]) -> list[Entered]:
    return [
        Entered(each.criterion, _values(each.values), each.choice, each.points, each.reason) for each in lines
    ]


def _sheet(
    info: Info,
    name: str,
    said: tuple[str, str, object],
    key: str | None,
    verb: Callable[[Desk], Outcome],
) -> ScoreSheetPayload:
    """Carry a deed on one sheet out, and answer with the sheet."""
    return _shown(info, info.context.change(Request(name, said, key), verb), said[0], said[1])


def _shown(info: Info, outcome: Outcome, subject: str, period: str) -> ScoreSheetPayload:
    sheet = None if outcome.problems else shown_sheet(info, subject, period)
    return ScoreSheetPayload(score_sheet=sheet, problems=shown_problems(info, outcome.problems))


def _set(info: Info, outcome: Outcome) -> CriteriaSetPayload:
    name, _, version = outcome.code.partition("/")
    kept = None if outcome.problems else sets.find_set(info.context.reader.session, name, version)
    return CriteriaSetPayload(
        criteria_set=None if kept is None else CriteriaSet(kept=kept),
        problems=shown_problems(info, outcome.problems),
    )


@strawberry.type
class ScoreMutations:
    """What is done about scores."""

    @strawberry.mutation(
        description="Keep a set of criteria as a draft; a draft of the same version is replaced. Everything wrong with it "
        "is answered at once.",
        metadata=needs(Deed.ADD_RULES),
    )
    def add_criteria_set(
        self,
        info: Info,
        document: Annotated[str, strawberry.argument(description="The set as JSON.")],
        idempotency_key: Key = None,
    ) -> CriteriaSetPayload | None:
        """Add."""
        request = Request("addCriteriaSet", document, idempotency_key)
        return _set(info, info.context.change(request, lambda desk: sets.add_criteria_set(desk, document)))

    @strawberry.mutation(
        description="Approve and sign a draft that names its legal basis. From then on nobody edits it: an amendment is a "
        "new version.",
        metadata=needs(Deed.APPROVE_RULES),
    )
    def approve_criteria_set(
        self,
        info: Info,
        criteria_set: Annotated[CriteriaSetInput, strawberry.argument(description="Which version.")],
        sha256: Annotated[str, strawberry.argument(description="SHA-256 of the draft that was read.")],
        idempotency_key: Key = None,
    ) -> CriteriaSetPayload | None:
        """Approve."""
        context, name, version = info.context, criteria_set.name, criteria_set.version

        def verb(desk: Desk) -> Outcome:
            from catalog.coverage.signing_key import signing_key_in  # noqa: PLC0415 (joserfc: as in periods)

            return sets.approve_criteria_set(
                desk, name, version, sha256, lambda: signing_key_in(context.files.keys)
            )

        request = Request("approveCriteriaSet", [name, version, sha256], idempotency_key)
        return _set(info, context.change(request, verb))

    @strawberry.mutation(
        description="Retire an approved set for good: sheets that were opened by it go on, new ones are not opened by it.",
        metadata=needs(Deed.RETIRE_RULES),
    )
    def retire_criteria_set(
        self,
        info: Info,
        criteria_set: Annotated[CriteriaSetInput, strawberry.argument(description="Which version.")],
        reason: Annotated[str, strawberry.argument(description="Why, up to 1,000 characters.")],
        idempotency_key: Key = None,
    ) -> CriteriaSetPayload | None:
        """Retire."""
        name, version = criteria_set.name, criteria_set.version
        request = Request("retireCriteriaSet", [name, version, reason], idempotency_key)
        return _set(
            info,
            info.context.change(request, lambda desk: sets.retire_criteria_set(desk, name, version, reason)),
        )

    @strawberry.mutation(
        description="Put subjects into a cluster, which is made or named anew. Ranks that are published stay.",
        metadata=needs(Deed.PLACE_IN_CLUSTER),
    )
    def place_in_cluster(
        self,
        info: Info,
        code: Annotated[str, strawberry.argument(description="Code of the cluster.")],
        name: Annotated[str, strawberry.argument(description="Name of the cluster.")],
        subjects: Annotated[list[str], strawberry.argument(description="Codes of the subjects.")],
        idempotency_key: Key = None,
    ) -> ScoresPayload | None:
        """Place."""
        request = Request("placeInCluster", [code, name, subjects], idempotency_key)
        return _all(info, request, lambda desk: _placed(desk, code, name, subjects))

    @strawberry.mutation(
        description="Open the sheet of a subject and a period: by the set in force, or by another approved one.",
        metadata=needs(Deed.SELF_SCORE),
    )
    def open_score_sheet(
        self,
        info: Info,
        subject: SubjectCode,
        period: PeriodCode,
        criteria_set: Annotated[
            CriteriaSetInput | None,
            strawberry.argument(description="By which version; the one in force if left out."),
        ] = None,
        idempotency_key: Key = None,
    ) -> ScoreSheetPayload | None:
        """Open."""
        wanted = None if criteria_set is None else (criteria_set.name, criteria_set.version)
        verb = lambda desk: self_scoring.open_sheet(desk, subject, period, wanted)  # noqa: E731
        return _sheet(info, "openScoreSheet", (subject, period, wanted), idempotency_key, verb)

    @strawberry.mutation(
        description="Score criteria of the own sheet by their values, with the documents that prove them. What the "
        "catalogue itself counts is not typed.",
        metadata=needs(Deed.SELF_SCORE),
    )
    def self_score(
        self, info: Info, subject: SubjectCode, period: PeriodCode, lines: Lines, idempotency_key: Key = None
    ) -> ScoreSheetPayload | None:
        """Self-score."""
        entered = _self_scored(lines)
        request = Request(
            "selfScore", (subject, period, [_as_said(each) for each in entered]), idempotency_key
        )
        outcome = info.context.score_self(request, Scored(subject, period, entered))
        return _shown(info, outcome, subject, period)

    @strawberry.mutation(
        description="Submit the own sheet: what the catalogue counts is pinned to the period’s newest snapshot, and the "
        "documents are frozen by their SHA-256. Altered or vanished ones are refused, and one document for two criteria.",
        metadata=needs(Deed.SELF_SCORE),
    )
    def submit_scores(
        self, info: Info, subject: SubjectCode, period: PeriodCode, idempotency_key: Key = None
    ) -> ScoreSheetPayload | None:
        """Submit."""
        look = _looked(info, subject, period)
        verb = lambda desk: self_scoring.submit_scores(desk, subject, period, look)  # noqa: E731

        return _sheet(info, "submitScores", (subject, period, None), idempotency_key, verb)

    @strawberry.mutation(
        description="Appraise criteria of another unit's sheet. Points that differ from the subject's own need a reason. "
        "With the last criterion the sheet is verified.",
        metadata=needs(Deed.APPRAISE_SCORES),
    )
    def appraise_scores(
        self,
        info: Info,
        subject: SubjectCode,
        period: PeriodCode,
        lines: Judged,
        accept_rest: Annotated[
            bool, strawberry.argument(description="Take all other criteria over as the subject scored them.")
        ] = False,
        idempotency_key: Key = None,
    ) -> ScoreSheetPayload | None:
        """Appraise."""
        entered = _judged(lines)
        said = [[asdict(each) for each in entered], accept_rest]

        def verb(desk: Desk) -> Outcome:
            return judging.appraise(desk, subject, period, entered, accept_rest=accept_rest)

        return _sheet(info, "appraiseScores", (subject, period, said), idempotency_key, verb)

    @strawberry.mutation(
        description="Decide a verified sheet: the appraised points are final, but for those that are named with a reason.",
        metadata=needs(Deed.DECIDE_SCORES),
    )
    def decide_scores(
        self, info: Info, subject: SubjectCode, period: PeriodCode, lines: Judged, idempotency_key: Key = None
    ) -> ScoreSheetPayload | None:
        """Decide."""
        entered = _judged(lines)
        said = [asdict(each) for each in entered]
        verb = lambda desk: judging.decide(desk, subject, period, entered)  # noqa: E731
        return _sheet(info, "decideScores", (subject, period, said), idempotency_key, verb)

    @strawberry.mutation(
        description="Publish all sheets of a period at once, ranked inside each cluster. All must be decided; a sheet that "
        "somebody left without submitting it stays.",
        metadata=needs(Deed.PUBLISH_SCORES),
    )
    def publish_scores(
        self,
        info: Info,
        period: PeriodCode,
        kind: Annotated[
            SubjectForm | None,
            strawberry.argument(
                description="Those of collectives or of individuals only; all of them if left out."
            ),
        ] = None,
        idempotency_key: Key = None,
    ) -> ScoresPayload | None:
        """Publish."""
        said = period if kind is None else [period, kind]
        request = Request("publishScores", said, idempotency_key)
        return _all(info, request, lambda desk: judging.publish_scores(desk, period, kind))


def _looked(info: Info, subject: str, period: str) -> Look:
    """What is wrong with stored files: those that the sheet names are read now, before the writer's turn."""
    context, reader = info.context, info.context.reader
    asked = Asked(reader.session, reader.units, reader.today, subject, period)
    context.allowed()
    named = self_scoring.stored_proofs(asked, context.signed_in())
    found = {digest: look_at(context.files.store.originals, digest) for digest in named}

    def look(digest: str) -> FileFault | None:
        return found[digest] if digest in found else look_at(context.files.store.originals, digest)

    return look


def _placed(desk: Desk, code: str, name: str, members: list[str]) -> Outcome:
    return subjects.place_in_cluster(desk, code, name, members)


def _all(info: Info, request: Request, verb: Callable[[Desk], Outcome]) -> ScoresPayload:
    outcome = info.context.change(request, verb)
    return ScoresPayload(is_done=not outcome.problems, problems=shown_problems(info, outcome.problems))
