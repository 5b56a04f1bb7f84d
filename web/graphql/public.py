"""Everybody's questions, whose answers are kept: equal ones that come meanwhile wait for one answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

from catalog.errors import CatalogError
from catalog.settings import Settings
from web.cache import Answer, Answers, Key, Told, etag_of
from web.graphql.endpoint import Asked, GraphQLEndpoint
from web.graphql.negotiation import AnswerType
from web.graphql.reading import RefusedError, parameters_of_body, parameters_of_query
from web.graphql.telling import ALWAYS, Client, Reply, caching
from web.headers import RawHeaders, completed, default_headers

OpenContext = Callable[[str], AbstractContextManager[object]]
"""Opens what resolvers need for a question in this language that anybody may have asked."""


class PublicQuestions:
    """Answers short questions of people who show nothing of themselves, the same to all of them.

    What a question may not do, such as change anything, is refused by the endpoint's own functions. The headers of an
    answer are complete but for the request's id.
    """

    def __init__(
        self, endpoint: GraphQLEndpoint, settings: Settings, answers: Answers, open_context: OpenContext
    ) -> None:
        self.endpoint = endpoint
        self.answers = answers
        self._open_context = open_context
        self._defaults = default_headers(settings)
        self._by_post = self._completed(_NAMES)[len(_NAMES) :]
        self._by_get = self._completed(_NAMES_BY_GET)[len(_NAMES_BY_GET) :]

    def client(self, answer_type: AnswerType, language: str) -> Client:
        """Whoever wants answers in this media type and language."""
        return self.endpoint.client(answer_type, language)

    async def told(
        self, key: Key, method: str, question: bytes, client: Client, if_none_match: str | None
    ) -> Told:
        """What whoever asks this by GET or POST is told; `question` is the query string or the body."""
        read = partial(parameters_of_body if method == "POST" else parameters_of_query, question)
        asked = Asked(method, read, partial(self._open_context, client.language), client)
        made: list[Reply] = []

        async def make() -> Answer | None:
            made.append(await self._answered(asked))
            return self._keepable(made[0], asked)

        answer = await self.answers.shared(key, make)
        if answer is not None:
            return answer.told(if_none_match)
        reply = made[0] if made else await self._answered(asked)
        reply = client.validated(reply, method, if_none_match, is_public=True)
        return Told(reply.status, self._completed(reply.headers), reply.body)

    async def _answered(self, asked: Asked) -> Reply:
        try:
            return await self.endpoint.answered(asked, is_short=True)
        except CatalogError as error:
            return asked.client.turned_away(error)
        except RefusedError as error:
            return asked.client.refuse(error)

    def _keepable(self, reply: Reply, asked: Asked) -> Answer | None:
        """The answer as it may be given again; None where it may not."""
        if reply.footprint is None:
            return None
        body = memoryview(reply.body).tobytes()  # orjson's own bytes hold on to all that they were written in
        if asked.method == "POST":
            return Answer([*reply.headers, *self._by_post], body, reply.footprint)
        etag = etag_of(asked.client.content_type, body)
        headers = [*reply.headers, *caching(etag, is_public=True), *self._by_get]
        return Answer(headers, body, reply.footprint, etag)

    def _completed(self, own: RawHeaders) -> RawHeaders:
        return completed(completed(own, ALWAYS), self._defaults)


_NAMES: RawHeaders = [(b"content-type", b""), (b"content-length", b"")]
_NAMES_BY_GET = _NAMES + caching("", is_public=True)
"""What an answer says itself."""
