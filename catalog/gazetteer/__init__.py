"""Names of places to places and back, without asking anybody on the internet."""

from catalog.gazetteer.addresses import AddressPart, PartKind, parse_address
from catalog.gazetteer.matching import MatchReason, UnitIndex, UnitMatch, find_units

__all__ = ["AddressPart", "MatchReason", "PartKind", "UnitIndex", "UnitMatch", "find_units", "parse_address"]
