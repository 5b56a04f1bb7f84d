"""The type is what the first bytes say; names and claims count for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.kinds import HEAD, Group, MediaType, identify
from tests.media.samples import IMAGE_TYPES, pdf, sample


@pytest.mark.parametrize("kind", IMAGE_TYPES)
def test_every_kind_of_picture_is_told_by_its_first_bytes(kind: MediaType, tmp_path: Path) -> None:
    assert identify(sample(kind, tmp_path).read_bytes()[:HEAD]) is kind
    assert kind.group is Group.IMAGE
    assert kind.mime == f"image/{kind.name.lower()}"


def test_a_pdf_is_a_document() -> None:
    assert identify(pdf()[:HEAD]) is MediaType.PDF
    assert (MediaType.PDF.group, MediaType.PDF.extension) == (Group.DOCUMENT, "pdf")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE html>",
        b"\xef\xbb\xbf<?xml version='1.0'?>",
        b"GIF89a",
        b"BM",
        b"%!PS-Adobe",
        b"8BPS",
        b"PK\3\4",
        b"\0\0\0\x18ftypqt  ",
        b"RIFF\0\0\0\0AVI ",
        b" %PDF-1.7",
        b"SIMPLE  =",
    ],
)
def test_whatever_else_there_is_has_no_type(head: bytes) -> None:
    assert identify(head) is None
