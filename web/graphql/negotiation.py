"""Media types of requests and answers (GraphQL over HTTP, "Media Types"; RFC 9110, 8.3 and 12.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from web.headers import LONGEST_JUDGED, weighted

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"

_MAX_RANGES = 32  # of one Accept header; browsers send fewer than ten


@dataclass(frozen=True, slots=True)
class AnswerType:
    """The media type of an answer.

    `legacy` is whether the client itself named `application/json`: such a client may take any status but
    200 for an error of the network, so the specification gives it 200 for every well-formed request.
    """

    media_type: str
    legacy: bool = False

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return f"{self.media_type}; charset=utf-8"


ANYTHING = AnswerType(JSON)


def is_json_in_utf8(content_types: list[str]) -> bool:
    """Whether these Content-Type headers (there must be one) announce JSON in UTF-8."""
    if len(content_types) != 1:
        return False
    media_type, *parameters = (part.strip() for part in content_types[0].lower().split(";"))
    return media_type == JSON and _utf8_only(parameters)


def choose_answer_type(accept: str | None) -> AnswerType | None:
    """The media type a client likes best, or None when it takes neither of ours (406).

    Without a preference named by the client (no Accept header, `*/*`) it is `application/json`.
    """
    return _chosen((accept or "")[:LONGEST_JUDGED])


@lru_cache(maxsize=256)
def _chosen(accept: str) -> AnswerType | None:
    if not accept.strip():
        return ANYTHING
    candidates = []
    for preference, media_type in enumerate((JSON, GRAPHQL_RESPONSE)):
        quality, exactness = _judge(media_type, accept)
        if quality > 0:
            named = exactness == 2
            candidates.append((quality, exactness, preference if named else -preference, media_type, named))
    if not candidates:
        return None
    *_, media_type, named = max(candidates)
    return AnswerType(media_type, legacy=named and media_type == JSON)


def _judge(media_type: str, accept: str) -> tuple[float, int]:
    """The quality that an Accept header gives one media type, from its most exact range."""
    exactness = {"*/*": 0, "application/*": 1, media_type: 2}
    best, quality = -1, 0.0
    for item in accept.split(",")[:_MAX_RANGES]:
        name, weight = weighted(item)
        parameters = [part.strip() for part in item.lower().split(";")[1:]]
        if name in exactness and exactness[name] >= best and _utf8_only(parameters):
            quality = max(quality, weight) if exactness[name] == best else weight
            best = exactness[name]
    return quality, best


def _utf8_only(parameters: list[str]) -> bool:
    """Whether every `charset` among the parameters is UTF-8."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            return False
    return True
