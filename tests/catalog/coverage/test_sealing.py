"""Snapshots as files: what is altered is found and named, whatever else is in the file is a verdict."""

from __future__ import annotations

import base64
import copy
import hashlib
from functools import cache
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from catalog.coverage.examining import Fault, FaultKind, examine
from catalog.coverage.sealing import canonical, hashed_bytes, sha256_of
from catalog.coverage.signing import is_signed, key_from, public_key, sign
from tests.catalog.coverage.documents import KEY, sealed, unsigned

OTHER = OKPKey.generate_key("Ed25519")


@cache
def good() -> bytes:
    return sealed().text.encode()


def document() -> dict[str, Any]:
    return dict(orjson.loads(good()))


def found(text: bytes, key: OKPKey | None = None) -> list[Fault]:
    verdict = examine(text, key)
    assert verdict.holds is (not verdict.faults)
    assert all(fault.message.vi and fault.message.en for fault in verdict.faults)
    return list(verdict.faults)


def places(text: bytes, kind: FaultKind) -> list[str | None]:
    return [fault.place for fault in found(text) if fault.kind == kind]


def signed_again(altered: dict[str, Any], key: OKPKey = KEY) -> bytes:
    """Sealed and signed anew, as only who has the key can."""
    bare = {name: altered[name] for name in altered if name not in ("seals", "key", "sha256", "signature")}
    return sign(bare, key).text.encode()


def test_a_snapshot_holds_as_it_was_made_and_says_what_it_is() -> None:
    verdict = examine(good(), KEY)
    assert verdict.faults == ()
    assert (verdict.id, verdict.sha256, verdict.is_demo) == ("S-2026-1", document()["sha256"], False)
    assert verdict.kid == KEY.thumbprint()
    assert found(good() + b"\n") == []


def test_the_hash_is_of_the_canonical_text_without_hash_and_signature() -> None:
    text = document()
    digest, signature = text.pop("sha256"), text.pop("signature")
    assert hashlib.sha256(canonical(text)).hexdigest() == digest == sealed().sha256
    assert canonical({**text, "sha256": digest, "signature": signature}) == good()
    assert b" " not in canonical({"a": [1, {"b": None}]})


def test_the_signature_is_one_that_any_tool_for_json_web_signatures_examines() -> None:
    payload = hashed_bytes(document())
    header, detached, signature = document()["signature"].split(".")
    assert detached == ""
    assert orjson.loads(_decoded(header)) == {
        "alg": "EdDSA", "b64": False, "crit": ["b64"], "kid": KEY.thumbprint(),
    }  # fmt: skip
    # RFC 8037: EdDSA over the ASCII header, a full stop, and the payload as it is (RFC 7797)
    public = KEY.public_key
    public.verify(_decoded(signature), header.encode() + b"." + payload)  # type: ignore[union-attr]


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_public_key_is_a_jwk_with_its_thumbprint_and_nothing_secret() -> None:
    assert public_key(KEY) == {**KEY.as_dict(private=False), "kid": KEY.thumbprint()}
    assert "d" not in public_key(KEY)
    made_again = key_from(public_key(KEY))
    assert made_again is not None
    assert made_again.thumbprint() == KEY.thumbprint()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whichever_byte_is_changed_the_file_is_refused_and_says_where_or_why_it_cannot(data: Any) -> None:
    text = bytearray(good())
    at = data.draw(st.integers(0, len(text) - 1))
    text[at] ^= data.draw(st.integers(1, 255))
    faults = found(bytes(text))
    assert faults
    assert all(fault.place is not None for fault in faults)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_whatever_is_cut_off_or_put_in_is_found(at: int, length: int) -> None:
    text, at = good(), at % len(good())
    assert found(text[:at])
    assert found(text[:at] + text[at + length :])
    assert found(text[:at] + text[at : at + length] + text[at:])


def test_an_altered_figure_entry_and_head_are_each_named() -> None:
    altered = document()
    altered["countings"][0]["entries"][3]["label"] = "Khác"
    altered["countings"][1]["groupings"][1]["rows"][0]["figures"][1]["numerator"] = "7"
    altered["as_of"] = "2026-11-22"
    text = canonical(altered)
    assert places(text, FaultKind.ALTERED) == [
        "head",
        f"countings/0/entries/{altered['countings'][0]['entries'][3]['key']}",
        "countings/1/groupings/1/rows/SPECIAL_NATIONAL",
    ]
    assert places(text, FaultKind.FIGURES) == ["countings/1/groupings/1/rows/SPECIAL_NATIONAL"]
    assert places(text, FaultKind.HASH) == ["sha256"]
    assert places(text, FaultKind.SIGNATURE) == ["signature"]


def test_an_entry_left_out_or_put_in_is_named() -> None:
    altered = document()
    gone = altered["countings"][0]["entries"].pop(2)
    altered["countings"][2]["undated"].append({**altered["countings"][2]["undated"][0], "key": "X"})
    assert {f"countings/0/entries/{gone['key']}", "countings/2/undated/X"} <= set(
        places(canonical(altered), FaultKind.ALTERED)
    )


def test_a_hash_or_a_signature_of_something_else_is_found() -> None:
    other = orjson.loads(sealed(seed=2).text)
    assert places(canonical({**document(), "sha256": other["sha256"]}), FaultKind.HASH) == ["sha256"]
    text = canonical({**document(), "signature": other["signature"]})
    assert [fault.kind for fault in found(text)] == [FaultKind.SIGNATURE]


def test_whoever_signs_with_another_key_is_known_by_it() -> None:
    text = signed_again(document(), OTHER)
    assert found(text) == []
    assert [fault.kind for fault in found(text, KEY)] == [FaultKind.OTHER_KEY]
    assert found(text, OTHER) == []


def test_figures_that_do_not_follow_from_the_entries_are_found_even_if_all_is_signed() -> None:
    altered = document()
    altered["countings"][0]["entries"][0]["level"] = "D4"
    altered["countings"][0]["entries"][0]["weight"] = "9"
    wrong = places(signed_again(altered), FaultKind.FIGURES)
    assert "countings/0/groupings/0/rows/TOTAL" in wrong
    assert all(place is not None and place.startswith("countings/0/") for place in wrong)


@pytest.mark.parametrize(
    "alter",
    [
        lambda d: d["countings"].pop(),
        lambda d: d["countings"][0]["groupings"].pop(),
        lambda d: d["countings"][0]["groupings"][4].update(is_additive=True),
        lambda d: d["countings"][0]["groupings"][1]["rows"].pop(0),
        lambda d: d["countings"][1]["entries"].reverse(),
        lambda d: d["countings"][1]["entries"].append(d["countings"][1]["entries"][-1]),
        lambda d: d["overlaps"].pop(),
        lambda d: d["overlaps"][0].update(sites=99),
        lambda d: d["countings"][2]["groupings"][1]["rows"][0].update(undated=99),
        lambda d: d["countings"][0]["groupings"][0]["rows"][0]["figures"][6].pop("level"),
        lambda d: d["countings"][0]["groupings"][0]["rows"][0]["figures"].pop(),
    ],
)
def test_whatever_does_not_add_up_is_found_though_it_is_signed(alter: Any) -> None:
    altered = copy.deepcopy(document())
    alter(altered)
    kinds = {fault.kind for fault in found(signed_again(altered))}
    assert kinds == {FaultKind.FIGURES}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("as_of",), "2026-02-30"),
        (("known_at",), "2026-11-23T08:15:00Z"),
        (("known_at",), "2026-11-23T08:15:00.000000+07:00"),
        (("countings", 0, "entries", 0, "weight"), "2/4"),
        (("countings", 0, "entries", 0, "weight"), "1/0"),
        (("countings", 0, "entries", 0, "weight"), "9" * 100_000),
        (("countings", 0, "entries", 0, "weight"), 1),
        (("countings", 0, "entries", 0, "weight"), f"1/{10**12 + 1}"),
        (("countings", 0, "entries", 0, "completeness"), f"1/{10**39 + 1}"),
        (("countings", 0, "entries", 0, "lead_days"), "1/7"),
        (("countings", 0, "entries", 0, "level"), "D5"),
        (("countings", 0, "entries", 0, "files"), ["1"]),
        (("countings", 0, "groupings", 0, "rows", 0, "denominator"), "-1"),
        (("countings", 0, "mode"), "BOTH"),
        (("rules", "sha256"), "ABC"),
        (("catalogue", "is_demo"), False),
        (("more",), 1),
    ],
)
def test_a_value_of_another_form_is_named(place: tuple[Any, ...], value: Any) -> None:
    altered = here = document()
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    (named,) = {place for place in places(signed_again(altered), FaultKind.BAD_VALUE) if place}
    assert named.startswith(str(place[0]))


@pytest.mark.parametrize("name", ["weight", "completeness"])
def test_sums_that_could_not_be_written_down_are_a_fault_and_not_a_traceback(name: str) -> None:
    altered = orjson.loads(sealed(600).text)
    for number, entry in enumerate(altered["countings"][0]["entries"]):
        entry[name] = f"1/{10**11 + 7 + 2 * number}"
    text = signed_again(altered)
    assert [(fault.kind, fault.place) for fault in found(text)] == [
        (FaultKind.FIGURES, "countings/0/entries")
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"format":"dienbien-coverage/2"}',
        b'{"format":NaN}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"format":' + b'{"a":' * 900 + b"1" + b"}" * 901,
        b'{"format":' + b"9" * 100_000 + b"}",
        b'{"format":"\\ud800"}',
        "\ufeff{}".encode(),
    ],
)
def test_what_is_no_snapshot_is_told_in_one_sentence(text: bytes) -> None:
    (fault,) = found(text)
    assert fault.kind in (FaultKind.UNREADABLE, FaultKind.NOT_THIS_FORMAT)


def _with(name: str, text: bytes) -> bytes:
    """The document with the JSON text in the place of a value."""
    bare = {key: value for key, value in document().items() if key != name}
    return canonical(bare)[:-1] + b',"' + name.encode() + b'":' + text + b"}"


@pytest.mark.parametrize("name", sorted(orjson.loads(sealed().text)))
@pytest.mark.parametrize(
    "value",
    [b"null", b"1", b"-1e400", b"9" * 400, b'""', b"[]", b"{}", b"[[]]", b'[{"key":1}]', b'{"a":{"b":[]}}', b"true",
     b'[{"entries":1,"undated":{},"groupings":[1,{"rows":2}]}]', b"[" * 200 + b"]" * 200],
)  # fmt: skip
def test_a_value_that_is_nonsense_anywhere_is_a_fault_and_never_a_traceback(name: str, value: bytes) -> None:
    assert found(_with(name, value))


def test_a_name_that_stands_twice_is_found_though_the_hash_agrees_with_the_last() -> None:
    text = good().replace(b'"as_of":"2026-11-23"', b'"as_of":"2026-11-24","as_of":"2026-11-23"', 1)
    assert [fault.kind for fault in found(text)] == [FaultKind.NOT_CANONICAL]
    spaced = orjson.dumps(document(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    assert [fault.kind for fault in found(spaced)] == [FaultKind.NOT_CANONICAL]
    assert sha256_of(orjson.loads(text)) == document()["sha256"]


def test_a_signature_written_in_another_way_is_none() -> None:
    payload, key = hashed_bytes(document()), key_from(document()["key"])
    signature = document()["signature"]
    assert key is not None
    assert is_signed(payload, signature, key)
    for other in set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") - {signature[-1]}:
        assert not is_signed(payload, signature[:-1] + other, key), other
    plain = jws.serialize_compact({"alg": "Ed25519"}, b"{}", KEY, algorithms=["Ed25519"])
    for wrong in (
        "",
        ".",
        "..",
        "a..b",
        f"{signature}=",
        f" {signature}",
        signature.replace("..", ".AA."),
        plain,
        "é..",
    ):
        assert not is_signed(payload, wrong, key), wrong


@pytest.mark.parametrize(
    "jwk",
    [
        None,
        {},
        {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "OKP", "crv": "Ed25519", "x": 7},
        {"kty": "OKP", "crv": "Ed25519", "x": "short"},
        {"kty": "OKP", "crv": "X25519", "x": "A" * 43},
        {"kty": "oct", "k": "A" * 43},
        {"kty": "OKP", "crv": "Ed25519", "x": "é" * 43},
        {"kty": "OKP", "crv": "Ed25519", "x": "A" * 42 + "B"},
    ],
)
def test_what_is_no_key_is_none(jwk: Any) -> None:
    assert key_from(jwk) is None


def test_many_faults_are_told_up_to_fifty_of_a_sort() -> None:
    altered = orjson.loads(sealed(120).text)
    for entry in altered["countings"][0]["entries"]:
        entry["label"] = "Khác"
    assert len(places(canonical(altered), FaultKind.ALTERED)) == 50
    for entry in altered["countings"][0]["entries"]:
        entry["label"] = 1
    assert len(places(canonical(altered), FaultKind.BAD_VALUE)) == 50


def test_a_demonstration_says_that_it_is_one() -> None:
    bare = unsigned()
    bare["catalogue"]["is_demo"] = True
    assert examine(sign(bare, KEY).text.encode()).is_demo
