"""How records went through review: days from submission to publication, and what passed at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from catalog.terms import Action

ACTS = (Action.SUBMIT, Action.RECALL, Action.RETURN, Action.APPROVE)
"""The acts of the history that are looked at."""


def passes(acts: Iterable[Action]) -> tuple[int, int]:
    """Of one record's acts in their order: how much work was judged, and how much of it passed at once.

    A piece of work is what was submitted until it is approved, however often it came back in between. One that
    was taken back by its author before anybody judged it does not count.
    """
    judged, at_once, returned, waiting = 0, 0, False, False
    for act in acts:
        if act == Action.SUBMIT:
            waiting = True
        elif act == Action.RECALL:
            waiting = False
        elif act == Action.RETURN and waiting:
            judged += not returned
            returned, waiting = True, False
        elif act == Action.APPROVE and waiting:
            judged += not returned
            at_once += not returned
            returned, waiting = False, False
    return judged, at_once


def days_between(submitted: datetime | None, published: datetime) -> Fraction | None:
    """The days, exact to the microsecond; None for what never was submitted."""
    if submitted is None:
        return None
    return Fraction((published - submitted) // timedelta(microseconds=1), 86_400_000_000)
