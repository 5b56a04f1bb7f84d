"""Which function judges which check, with what parameters, on which level: the ladder in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.ladder import d0, d1, d2, d3, d4
from catalog.ladder.levels import Level
from catalog.ladder.outcomes import Outcome
from catalog.ladder.parameters import Data, Nothing


@dataclass(frozen=True)
class Check:
    """A check as code knows it; the rule data give it words, a source and parameters.

    `judge` takes the facts and the parameters, and the levels of the components where it `sees_components`.
    """

    level: Level
    judge: Callable[..., Outcome]
    parameters: type[Data] = Nothing
    may_block: bool = True
    sees_components: bool = False


COMPLETE, BILINGUAL, RIGHTS_CLEAR, READ = "D2.3", "D3.1", "D3.2", "D3.6"
"""The checks that are counted by themselves as well, or looked at again by themselves."""

CHECKS: Mapping[str, Check] = {
    "D0.1": Check(Level.D0, d0.is_identified),
    "D0.2": Check(Level.D0, d0.is_designated, d0.Authorities),
    "D0.3": Check(Level.D0, d0.is_in_a_unit),
    "D1.1": Check(Level.D1, d1.is_located, d1.Accuracy),
    "D1.2": Check(Level.D1, d1.is_described, d1.Description),
    "D1.3": Check(Level.D1, d1.is_pictured, d1.Picture),
    "D1.4": Check(Level.D1, d1.is_moderated),
    "D1.5": Check(Level.D1, d1.is_looked_after),
    "D2.1": Check(Level.D2, d2.has_dossier, d2.SearchableParts),
    "D2.2": Check(Level.D2, d2.has_area, d2.MapParts),
    COMPLETE: Check(Level.D2, d2.is_complete, d2.Filled),
    "D2.4": Check(Level.D2, d2.is_well_pictured, d2.Pictures),
    "D2.5": Check(Level.D2, d2.is_dated, d2.Excuses),
    BILINGUAL: Check(Level.D3, d3.is_bilingual, d3.Bilingual),
    RIGHTS_CLEAR: Check(Level.D3, d3.has_clear_rights, d3.Rights),
    "D3.3": Check(Level.D3, d3.is_shown, d3.Showing),
    "D3.4": Check(Level.D3, d3.is_current, d3.Fresh),
    "D3.5": Check(Level.D3, d3.has_page),
    READ: Check(Level.D3, d3.is_read, d3.Reads, may_block=False),
    "D4.1": Check(Level.D4, d4.has_model, d4.Models),
    "D4.2": Check(Level.D4, d4.has_lasting_masters, d4.Masters),
    "D4.3": Check(Level.D4, d4.is_kept, d4.Kept),
    "D4.4": Check(Level.D4, d4.is_surveyed, d4.Control),
    "D4.5": Check(Level.D4, d4.has_quality_report),
    "D4.6": Check(Level.D4, d4.has_parts_in_use, d4.Parts, sees_components=True),
}
"""By id, from the first step to the last."""
