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

A_RANKING = {"cost": 1_000, "most": 4}
"""Every published sheet of a cluster is read, with its points and documents."""

SHEETS_OF_A_PERIOD = {"cost": 1_000, "most": 4}
"""Every sheet that the asker sees is read, and what the catalogue counts for those that are not submitted."""

ONE_SCORED = {"cost": 100}
"""One sheet is read, and what the catalogue counts for it is counted anew while it is not submitted."""

WORK_COUNTED = {"cost": 500}
"""The whole history of every site with which a person had to do is read, and every revision is compared."""
