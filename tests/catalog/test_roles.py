"""The policy, written down a second time by hand: who may do what, on whose record, in which state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import roles
from catalog.errors import ForbiddenError, NotFoundError
from catalog.roles import (
    Acting,
    Deed,
    Grant,
    Subject,
    is_officer_only,
    may,
    may_in_some_state,
    officer_may_change,
    refusal,
    require,
)
from catalog.terms import RecordState, Role


@pytest.fixture(autouse=True)
def _built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table as its function builds it now: mutants of the function (`make mutants`) come too late for an import."""
    monkeypatch.setattr(roles, "POLICY", tuple(roles._rules()))


ME, AUTHOR, REVIEWER = 1, 2, 3
HERE, ELSEWHERE = 11, 12
D, U, R, A, P, S, W = (
    RecordState.DRAFT,
    RecordState.SUBMITTED,
    RecordState.RETURNED,
    RecordState.APPROVED,
    RecordState.PUBLISHED,
    RecordState.SUPERSEDED,
    RecordState.WITHDRAWN,
)
ALL = {D, U, R, A, P, S, W}
EDITABLE, OPEN = {D, R, P, W}, {D, R}

WORK = {
    "somebody else's, in my commune": Subject(D, frozenset({HERE}), frozenset({AUTHOR}), REVIEWER),
    "somebody else's, in another commune": Subject(D, frozenset({ELSEWHERE}), frozenset({AUTHOR}), REVIEWER),
    "somebody else's, in no known commune": Subject(D, frozenset(), frozenset({AUTHOR}), REVIEWER),
    "mine, in another commune": Subject(D, frozenset({ELSEWHERE}), frozenset({ME, AUTHOR}), REVIEWER),
    "reviewed by me": Subject(D, frozenset({ELSEWHERE}), frozenset({AUTHOR}), ME),
}
HERE_, THERE, NOWHERE, MINE, REVIEWED = WORK

WRITING = {
    Deed.CREATE_SITE: ALL,
    Deed.REVISE_SITE: EDITABLE,
    Deed.RESTORE_SITE: EDITABLE,
    Deed.SUBMIT_SITE: OPEN,
}
READING = {Deed.READ_WORKING: ALL, Deed.READ_HISTORY: ALL}
JUDGING = {Deed.READ_SCORES: ALL, Deed.READ_WORK_COUNTS: ALL}


def sheets_of(whose: str) -> dict[Deed, dict[str, set[RecordState]]]:
    """What a subject's own staff do with its sheet, and their own work counts."""
    own = {whose: ALL}
    return {Deed.READ_SCORES: own, Deed.SELF_SCORE: own, Deed.READ_WORK_COUNTS: {MINE: ALL}}


EXPECTED: dict[Role, dict[Deed, dict[str, set[RecordState]]]] = {
    Role.EDITOR: {
        **{deed: dict.fromkeys(WORK, states) for deed, states in (WRITING | READING).items()},
        Deed.RECALL_SITE: {MINE: {U}},
        **sheets_of(NOWHERE),
        Deed.ASSIGN_WORK: {whose: set(ALL) for whose in WORK},
    },
    Role.COMMUNE_OFFICER: {
        **{deed: {HERE_: states} for deed, states in WRITING.items()},
        **{deed: {HERE_: states, MINE: states} for deed, states in READING.items()},
        Deed.RECALL_SITE: {MINE: {U}},
        **sheets_of(HERE_),
    },
    Role.REVIEWER: {
        **{deed: dict.fromkeys(WORK, states) for deed, states in READING.items()},
        Deed.RETURN_SITE: {whose: {U} for whose in WORK if whose != MINE},
        Deed.APPROVE_SITE: {whose: {U} for whose in WORK if whose != MINE},
        Deed.READ_WORK_COUNTS: {MINE: ALL},
    },
    Role.PUBLISHER: {
        **{deed: dict.fromkeys(WORK, states) for deed, states in READING.items()},
        Deed.RETURN_SITE: {HERE_: {A}, THERE: {A}, NOWHERE: {A}},
        Deed.PUBLISH_SITE: {HERE_: {A}, THERE: {A}, NOWHERE: {A}},
        Deed.WITHDRAW_SITE: {whose: {P} for whose in WORK},
        Deed.WITHDRAW_SURROGATE: {whose: set(ALL) for whose in WORK},
        Deed.READ_WORK_COUNTS: {MINE: ALL},
    },
    Role.EVALUATOR: {
        **{deed: dict.fromkeys(WORK, states) for deed, states in (READING | JUDGING).items()},
        Deed.APPRAISE_SCORES: {whose: ALL for whose in WORK if whose != MINE},
    },
    Role.COUNCIL: {
        **{deed: dict.fromkeys(WORK, states) for deed, states in (READING | JUDGING).items()},
        Deed.DECIDE_SCORES: {whose: ALL for whose in WORK if whose != MINE},
    },
    Role.APP_DEVELOPER: {},
    Role.ADMINISTRATOR: {},
}
"""By role and deed: in which states, on whose records. What is left out is not allowed."""

OWN = {Deed.READ_OWN_ACCOUNT, Deed.MANAGE_OWN_ACCOUNT, Deed.TAKE_LESSON}
COLLEAGUES = {Deed.READ_COLLEAGUES_SCORES}
OF_NO_SITE = {
    Role.REVIEWER: OWN | COLLEAGUES | {Deed.READ_IMPORTS, Deed.UPLOAD_FILE},
    Role.EVALUATOR: OWN
    | COLLEAGUES
    | {Deed.READ_IMPORTS, Deed.ADD_RULES, Deed.READ_LESSONS, Deed.VERIFY_HISTORY},
    Role.COUNCIL: OWN
    | COLLEAGUES
    | {
        Deed.READ_IMPORTS,
        Deed.OPEN_PERIOD,
        Deed.CLOSE_PERIOD,
        Deed.ADD_RULES,
        Deed.APPROVE_RULES,
        Deed.RETIRE_RULES,
        Deed.READ_LESSONS,
        Deed.VERIFY_HISTORY,
    }
    | {Deed.PLACE_IN_CLUSTER, Deed.PUBLISH_SCORES},
    Role.EDITOR: OWN | COLLEAGUES | {Deed.READ_IMPORTS, Deed.UPLOAD_FILE},
    Role.COMMUNE_OFFICER: OWN | COLLEAGUES | {Deed.UPLOAD_FILE},
    Role.PUBLISHER: OWN
    | COLLEAGUES
    | {Deed.READ_IMPORTS, Deed.UNDO_IMPORT, Deed.IMPORT_TABLE, Deed.UPLOAD_FILE},
    Role.ADMINISTRATOR: OWN
    | {Deed.READ_PEOPLE, Deed.MANAGE_PEOPLE, Deed.READ_LESSONS, Deed.VERIFY_HISTORY, Deed.READ_HEALTH},
}


def holder(*roles: Role) -> Acting:
    """Somebody with these roles; an officer's is for the commune HERE."""
    grants = (Grant(role, HERE if role == Role.COMMUNE_OFFICER else None) for role in roles)
    return Acting(ME, "Người thử", frozenset(grants))


@pytest.mark.parametrize("role", Role)
def test_each_cell_of_the_policy_is_as_written_down(role: Role) -> None:
    actor, wrong = holder(role), []
    for deed in Deed:
        for whose, subject in WORK.items():
            for state in ALL:
                allowed = state in EXPECTED[role].get(deed, {}).get(whose, set())
                if may(deed, actor, replace(subject, state=state)) is not allowed:
                    wrong.append((deed, whose, state))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_what_is_done_to_no_site_is_allowed_by_role_alone(role: Role) -> None:
    assert {deed for deed in Deed if may(deed, holder(role))} == OF_NO_SITE.get(role, OWN)


def test_who_is_not_signed_in_or_holds_no_role_may_nothing() -> None:
    for deed in Deed:
        for subject in (None, *WORK.values()):
            assert not may(deed, None, subject)
            assert not may(deed, holder(), subject)


SCORES = {Deed.READ_SCORES, Deed.SELF_SCORE, Deed.APPRAISE_SCORES, Deed.DECIDE_SCORES}
WORKERS = {Role.EDITOR, Role.COMMUNE_OFFICER, Role.REVIEWER, Role.PUBLISHER}


@pytest.mark.parametrize("role", Role)
def test_a_persons_sheet_is_the_persons_own_and_judged_by_others_only(role: Role) -> None:
    mine = Subject(D, authors=frozenset({ME}), person=ME)
    somebodys = Subject(D, authors=frozenset({AUTHOR}), person=AUTHOR)
    own = {Deed.READ_SCORES, Deed.SELF_SCORE} if role in WORKERS else set()
    judge = {Role.EVALUATOR: Deed.APPRAISE_SCORES, Role.COUNCIL: Deed.DECIDE_SCORES}.get(role)
    judged = set() if judge is None else {Deed.READ_SCORES, judge}
    assert {deed for deed in SCORES if may(deed, holder(role), mine)} == own | (judged - {judge})
    assert {deed for deed in SCORES if may(deed, holder(role), somebodys)} == judged


def test_two_roles_add_up_but_never_undo_the_separation_of_author_reviewer_and_publisher() -> None:
    everything = holder(*Role)
    mine = replace(WORK[MINE], state=U)
    assert may(Deed.RECALL_SITE, everything, mine)
    assert not may(Deed.APPROVE_SITE, everything, mine)
    assert not may(Deed.PUBLISH_SITE, everything, replace(WORK[MINE], state=A))
    assert not may(Deed.PUBLISH_SITE, everything, replace(WORK[REVIEWED], state=A))
    assert may(Deed.APPROVE_SITE, everything, replace(WORK[HERE_], state=U))


def test_an_officer_of_two_communes_has_both() -> None:
    both = Acting(
        ME, "Cán bộ", frozenset({Grant(Role.COMMUNE_OFFICER, HERE), Grant(Role.COMMUNE_OFFICER, ELSEWHERE)})
    )
    assert may(Deed.REVISE_SITE, both, WORK[HERE_])
    assert may(Deed.REVISE_SITE, both, WORK[THERE])
    assert not may(Deed.REVISE_SITE, both, WORK[NOWHERE])


def test_only_the_state_may_stand_between_a_reviewer_and_an_approval() -> None:
    draft = WORK[THERE]
    assert not may(Deed.APPROVE_SITE, holder(Role.REVIEWER), draft)
    assert may_in_some_state(Deed.APPROVE_SITE, holder(Role.REVIEWER), draft)
    assert not may_in_some_state(Deed.APPROVE_SITE, holder(Role.REVIEWER), WORK[MINE])
    assert not may_in_some_state(Deed.APPROVE_SITE, holder(Role.EDITOR), draft)


def told(deed: Deed, actor: Acting, subject: Subject | None) -> tuple[type, str]:
    error = refusal(deed, actor, subject)
    return type(error), error.message.en


NOT_YOURS = (ForbiddenError, "Your account is not allowed to do this.")
FOUR_EYES = (ForbiddenError, "Author, reviewer and publisher of one revision are different people.")


def test_what_one_may_not_see_is_not_found_until_it_was_public() -> None:
    stranger, draft = holder(Role.APP_DEVELOPER), WORK[THERE]
    assert told(Deed.REVISE_SITE, stranger, draft) == (NotFoundError, "There is no such site.")
    assert told(Deed.REVISE_SITE, stranger, replace(draft, was_public=True)) == NOT_YOURS
    assert told(Deed.APPROVE_SITE, holder(Role.EVALUATOR), draft) == NOT_YOURS


def test_a_refusal_says_whether_state_or_person_stands_in_the_way() -> None:
    reviewer, publisher = holder(Role.REVIEWER), holder(Role.PUBLISHER)
    in_draft = told(Deed.APPROVE_SITE, reviewer, WORK[THERE])
    assert in_draft == (ForbiddenError, "The record is DRAFT; this cannot be done in that state.")
    assert "DRAFT" in refusal(Deed.APPROVE_SITE, reviewer, WORK[THERE]).message.vi
    assert told(Deed.APPROVE_SITE, reviewer, replace(WORK[MINE], state=U)) == FOUR_EYES
    assert told(Deed.PUBLISH_SITE, publisher, replace(WORK[REVIEWED], state=A)) == FOUR_EYES
    assert told(Deed.RECALL_SITE, holder(Role.EDITOR), replace(WORK[THERE], state=U)) == NOT_YOURS
    assert told(Deed.MANAGE_PEOPLE, holder(Role.EDITOR), None) == NOT_YOURS


def test_another_roles_rule_does_not_explain_a_refusal() -> None:
    """A publisher who wants to revise is not told of the record's state: he could not in any."""
    assert told(Deed.REVISE_SITE, holder(Role.PUBLISHER), replace(WORK[THERE], state=U)) == NOT_YOURS


def test_require_raises_what_refusal_says_and_is_silent_otherwise() -> None:
    require(Deed.REVISE_SITE, holder(Role.EDITOR), WORK[THERE])
    require(Deed.UNDO_IMPORT, holder(Role.PUBLISHER))
    with pytest.raises(NotFoundError):
        require(Deed.REVISE_SITE, holder(Role.ADMINISTRATOR), WORK[THERE])
    with pytest.raises(ForbiddenError):
        require(Deed.UNDO_IMPORT, holder(Role.REVIEWER))
    with pytest.raises(ForbiddenError) as in_draft:
        require(Deed.APPROVE_SITE, holder(Role.REVIEWER), WORK[THERE])
    assert in_draft.value.message.en == "The record is DRAFT; this cannot be done in that state."


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("location", True),
        ("visitorFacts.FEE", True),
        ("visitorFacts.FEE.VI", True),
        ("visitorFactsVerifiedOn", True),
        ("names.VI", False),
        ("designations", False),
        ("locations", False),
    ],
)
def test_an_officer_changes_position_and_visitor_facts_of_what_was_public(field: str, allowed: bool) -> None:
    assert officer_may_change(field) is allowed


def test_who_is_also_an_editor_is_not_bound_by_the_officers_limits() -> None:
    assert is_officer_only(holder(Role.COMMUNE_OFFICER), {HERE, ELSEWHERE})
    assert is_officer_only(holder(Role.COMMUNE_OFFICER, Role.REVIEWER), {HERE})
    assert not is_officer_only(holder(Role.COMMUNE_OFFICER), {ELSEWHERE})
    assert not is_officer_only(holder(Role.COMMUNE_OFFICER), set())
    assert not is_officer_only(holder(Role.COMMUNE_OFFICER, Role.EDITOR), {HERE})
    assert not is_officer_only(holder(Role.REVIEWER), {HERE})
