"""Tests of the scripts for the source tree."""
