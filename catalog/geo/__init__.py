"""Places on the Earth: boxes, distances, shapes and boundaries, in WGS84 degrees and geodesic metres.

Latitude comes first wherever two numbers are passed; shapely and GeoJSON keep longitude first.
Nothing here knows the database.
"""

from catalog.geo.boundaries import Boundaries, Boundary
from catalog.geo.coordinates import Form, Reading, Surroundings, read_coordinates
from catalog.geo.grids import looks_unshifted
from catalog.geo.measure import (
    Box,
    box_around,
    degree_east_metres,
    distance_metres,
    distances_metres,
    lie_within,
    lies_within,
    outside_metres,
)
from catalog.geo.points import Flag, PointFindings, check_point, check_position
from catalog.geo.shapes import read_geometry, write_geometry

__all__ = [
    "Boundaries",
    "Boundary",
    "Box",
    "Flag",
    "Form",
    "PointFindings",
    "Reading",
    "Surroundings",
    "box_around",
    "check_point",
    "check_position",
    "degree_east_metres",
    "distance_metres",
    "distances_metres",
    "lie_within",
    "lies_within",
    "looks_unshifted",
    "outside_metres",
    "read_coordinates",
    "read_geometry",
    "write_geometry",
]
