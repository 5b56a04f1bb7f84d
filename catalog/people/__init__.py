"""People: who they are, what they may be, and how they are known (sessions, tokens, one-time links).

`viewing` says who asks, `signing` opens and closes sessions, `links` brings people in and back in,
`roles_given` gives and ends roles, `tokens` makes tokens, `revoking` ends them, `directory` lists and stops people;
`identities` and `journeys` are about the office's own provider, where somebody may sign in instead;
`passwords`, `factors` and `throttle` hold the rules that these follow; `office` is their transaction.
"""

from catalog.people.tokens import issue_token
from catalog.people.viewing import Viewer, identify

__all__ = ["Viewer", "identify", "issue_token"]
