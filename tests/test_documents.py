"""The documents say what is so: links lead somewhere, words exist in the code, targets in the Makefile."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [t for t in targets if not t.startswith(("https://", "http://"))]
    assert [t for t in local if not (document.parent / t).exists()] == []


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = {t for d in DOCUMENTS for t in re.findall(r"`make ([a-z-]+)", d.read_text(encoding="utf-8"))}
    assert {"run", "test", "check"} <= named <= explained


def test_every_target_of_the_makefile_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: ([a-z-]+)$", makefile, re.MULTILINE))
    assert phony == set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def _glossary() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return rows[1:]


@pytest.mark.parametrize("column", [0, 1], ids=["English", "Vietnamese"])
def test_no_word_of_the_glossary_is_explained_twice(column: int) -> None:
    words = Counter(word.strip() for row in _glossary() for word in row[column].replace("(?)", "").split(","))
    assert len(words) > 30
    assert [word for word, times in words.items() if times > 1] == []


def test_every_word_of_the_glossary_is_used_by_the_code() -> None:
    code = "\n".join(f.read_text(encoding="utf-8") for f in ROOT.glob("catalog/**/*.py"))
    assert [row[0] for row in _glossary() if not re.search(rf"\b{row[3].strip('`')}\b", code)] == []


def _threats() -> list[list[str]]:
    lines = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if re.match(r"\| \d", line)]


def test_every_class_of_threat_is_spoken_of_once() -> None:
    assert [int(row[0]) for row in _threats()] == list(range(1, len(_threats()) + 1))
    assert all(row[2] for row in _threats())


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = [test for row in _threats() for test in re.findall(r"`([^`]+)`", row[3])]
    assert len(named) > 20
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file in {t.split("::")[0] for t in named}}
    assert [t for t in named if f"def {t.split('::')[1]}(" not in texts[t.split("::")[0]]] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda p: p.name)
def test_a_decision_is_short_enough_to_be_read(decision: Path) -> None:
    assert len(decision.read_text(encoding="utf-8").splitlines()) <= 40


@pytest.fixture
def publiccode() -> dict[str, Any]:
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    described: dict[str, Any] = yaml.safe_load(text)
    return described


def test_publiccode_has_what_its_standard_asks_for(publiccode: dict[str, Any]) -> None:
    mandatory = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    optional = {"categories", "intendedAudience", "dependsOn"}
    assert mandatory <= publiccode.keys() <= mandatory | optional
    assert publiccode["legal"]["license"] == "Apache-2.0"
    assert publiccode["maintenance"] == {"type": "none"}  # any other type needs a person to be named


@pytest.mark.parametrize("language", ["vi", "en"])
def test_publiccode_describes_the_product_at_the_lengths_of_its_standard(
    publiccode: dict[str, Any], language: str
) -> None:
    description = publiccode["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert len(description["features"]) >= 5
    assert language in publiccode["localisation"]["availableLanguages"]
