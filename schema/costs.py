"""What a question costs that looks at the whole register, whatever little it answers with."""

from __future__ import annotations

WHOLE_REGISTER = {"cost": 5_000, "most": 2}
"""Every entry may have to be judged anew: for another day, or as known at another time."""

WHOLE_HISTORY = {"cost": 5_000, "most": 1}
"""Every entry's hash is reckoned anew."""

ONE_DRAWN = {"cost": 50}
"""An outline is a hundred or so positions to write, and the borders are read once for all of them."""

ONE_JUDGED = {"cost": 20}
"""One site is judged anew with its reasons; a page of a hundred for one day is within what is allowed, ten days are not."""
