"""GraphQL over HTTP: the specification's POST and GET on one address.

Everybody's questions are taken `ahead`, and answered in `public`, all other requests in `endpoint`. Media types are weighed in
`negotiation`, requests are read in `reading`, those with a file in `multipart`; resolvers run in their `surroundings`, where
`running` says, and what is said of it is in `telling`. Subscriptions over WebSockets are in `socket`.
"""

from web.graphql.ahead import Ahead
from web.graphql.endpoint import ContextFactory, GraphQLEndpoint, graphql_routes
from web.graphql.multipart import Forms
from web.graphql.public import PublicQuestions
from web.graphql.socket import subscription_routes
from web.graphql.surroundings import Surroundings

__all__ = [
    "Ahead",
    "ContextFactory",
    "Forms",
    "GraphQLEndpoint",
    "PublicQuestions",
    "Surroundings",
    "graphql_routes",
    "subscription_routes",
]
