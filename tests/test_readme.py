"""What the README shows is what the catalogue does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.catalogue import Catalogue
from web.cli import parser

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"```graphql\n(.*?)```\s+(?:[^`]*?)```json\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("document", "answer"), PAIRS)
def test_a_question_of_the_readme_gets_its_answer(catalogue: Catalogue, document: str, answer: str) -> None:
    assert catalogue.data(document) == json.loads(answer)


def test_the_readme_shows_questions_with_answers() -> None:
    assert len(PAIRS) == 2


def test_every_command_of_the_readme_is_understood() -> None:
    lines = re.findall(r"^catalog (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        words = re.findall(r'"[^"]*"|\S+', line)
        assert parser().parse_args([word.strip('"') for word in words]).run


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (Path(__file__).parents[1] / target).exists(), target
