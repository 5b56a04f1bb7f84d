"""Pixels and bytes. Knows no database and no HTTP."""
