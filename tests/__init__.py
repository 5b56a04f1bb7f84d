"""Tests: named as sentences, using the public ways in."""
