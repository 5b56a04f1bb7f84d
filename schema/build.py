"""The schema, built once a process."""

from __future__ import annotations

from functools import cache

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.mutation import Mutation
from schema.query import Query
from schema.records import Site
from schema.scalars import GEOJSON, UPLOAD, GeoJSON, Upload
from schema.subscription import Subscription
from schema.units import AdminUnit


@cache
def public_schema() -> strawberry.Schema:
    """The one schema of this process; its text is checked in as `schema/schema.graphql`."""
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Site, AdminUnit],
        config=StrawberryConfig(scalar_map={GeoJSON: GEOJSON, Upload: UPLOAD}),
    )
