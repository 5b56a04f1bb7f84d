"""Reads a list of IIIF Presentation 3 documents from its input; says for each what is wrong with it, or null."""

from __future__ import annotations

import json
import sys
from typing import Any

from iiif_prezi3 import Collection, Manifest
from pydantic import ValidationError

MODELS = {"Manifest": Manifest, "Collection": Collection}


def wrong(document: dict[str, Any]) -> str | None:
    try:
        MODELS[document["type"]].model_validate(document)
    except ValidationError as error:
        return str(error)
    return None


json.dump([wrong(document) for document in json.load(sys.stdin)], sys.stdout)
