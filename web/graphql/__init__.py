"""GraphQL over HTTP: the specification's POST and GET on one address.

Media types are weighed in `negotiation`, requests are read in `reading`, those with a file in
`multipart`, answered in `endpoint`; subscriptions over WebSockets are in `socket`.
"""

from web.graphql.endpoint import ContextFactory, GraphQLEndpoint, graphql_routes
from web.graphql.multipart import Forms
from web.graphql.socket import subscription_routes

__all__ = ["ContextFactory", "Forms", "GraphQLEndpoint", "graphql_routes", "subscription_routes"]
