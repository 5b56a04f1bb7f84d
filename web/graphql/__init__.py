"""GraphQL over HTTP: the specification's POST and GET on one address.

Answers that are kept are given `ahead`. Media types are weighed in `negotiation`, requests are read in `reading`, those with a file in
`multipart`, answered in `endpoint`, by resolvers whose `surroundings` are opened here; subscriptions over
WebSockets are in `socket`.
"""

from web.graphql.ahead import Ahead
from web.graphql.endpoint import ContextFactory, GraphQLEndpoint, graphql_routes
from web.graphql.multipart import Forms
from web.graphql.socket import subscription_routes
from web.graphql.surroundings import context_factory

__all__ = [
    "Ahead",
    "ContextFactory",
    "Forms",
    "GraphQLEndpoint",
    "context_factory",
    "graphql_routes",
    "subscription_routes",
]
