"""Measures how fast the catalogue is read: `make bench`; docs/performance.md says what and why."""
