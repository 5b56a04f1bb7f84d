"""Scripts for the source tree; none of them is part of the built package."""
