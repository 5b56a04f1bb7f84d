"""`catalog coverage`: figures that were closed, proved on a file alone or against the history."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from joserfc.jwk import OKPKey

from catalog.coverage import snapshots
from catalog.coverage.examining import Verdict, examine
from catalog.coverage.sealing import LARGEST, canonical
from catalog.coverage.signing import key_from, public_key
from catalog.coverage.signing_key import find_key_in, signing_key_in
from catalog.errors import BadRequestError, Message, NotFoundError
from catalog.reports.forms import TEXTS, Form, written
from catalog.settings import Settings
from catalog.surrogates.files import KEYS
from media.durable import written_whole
from web.cli_figures import add_figures
from web.cli_keep import as_it_is
from web.cli_words import Speaker, add, warn_of_demo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Độ phủ số hóa: bản chốt số liệu và bằng chứng. / Coverage: closed figures and their proof."
    coverage: argparse.ArgumentParser = commands.add_parser("coverage", help=text, description=text)
    deeds = coverage.add_subparsers(required=True, metavar="COMMAND")
    add_figures(deeds)
    _proving(deeds)


def _proving(deeds: Commands) -> None:
    text = (
        "Kiểm tra một tệp chốt số liệu, không cần cơ sở dữ liệu: 0 đúng, 1 có lỗi. / "
        "Verify a snapshot's file, without any database: 0 it holds, 1 it does not."
    )
    verifying = add(deeds, "verify", text, verify)
    verifying.add_argument("file", type=Path, metavar="FILE")
    verifying.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="khóa công khai phải dùng, như `catalog coverage key` in ra / the public key it must be signed by",
    )
    text = (
        "Tính lại một bản chốt từ lịch sử và in SHA-256: 0 giống từng byte, 1 khác. / "
        "Make a snapshot again from the history and print its SHA-256: 0 the same bytes, 1 not."
    )
    again = add(deeds, "recompute", text, recompute)
    again.add_argument("id", metavar="ID")
    again.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="khóa công khai đã ký, nếu không phải khóa của danh mục này / the public key that signed, if it is not this catalogue's",
    )
    add(deeds, "snapshots", "Liệt kê các bản chốt. / List the snapshots.", list_all)
    _exporting(deeds)
    text = "In khóa công khai ký các bản chốt (JWK). / Print the public key that signs snapshots (JWK)."
    add(deeds, "key", text, print_key)


def _exporting(deeds: Commands) -> None:
    text = "Ghi một bản chốt ra tệp mới, hoặc in ra. / Write a snapshot to a file, or print it."
    exporting = add(deeds, "export", text, export)
    exporting.add_argument("id", metavar="ID")
    exporting.add_argument("file", type=Path, nargs="?", metavar="FILE")
    exporting.add_argument(
        "--as",
        dest="form",
        type=Form,
        choices=list(Form),
        default=Form.JSON,
        help="dạng tệp; chỉ JSON là bản có chữ ký / the form; only JSON is the signed document",
    )
    exporting.add_argument(
        "--lang",
        dest="language",
        choices=("vi", "en"),
        help="ngôn ngữ của tệp XLSX, PDF / language of XLSX and PDF",
    )


def verify(options: argparse.Namespace, _: Settings, say: Speaker) -> int:
    """Examine a file; names every fault on standard output. 0 if there is none, 1 otherwise, 2 if it cannot be read."""
    key = None if options.key is None else _key_in_file(options.key)
    with options.file.open("rb") as file:
        verdict = examine(file.read(LARGEST + 1), key)
    for fault in verdict.faults:
        say.result(f"{fault.kind}\t{fault.place or '-'}\t{fault.message.in_language(say.language)}")
    if not verdict.holds:
        say.error(Message("Bản chốt không đúng.", "The snapshot does not hold."))
        return 1
    _tell(verdict, say, is_key_known=key is not None)
    return 0


def _tell(verdict: Verdict, say: Speaker, *, is_key_known: bool) -> None:
    say.result(
        Message(
            f"Bản chốt {verdict.id} toàn vẹn: {verdict.sha256}, khóa {verdict.kid}.",
            f"Snapshot {verdict.id} holds: {verdict.sha256}, key {verdict.kid}.",
        ).in_language(say.language)
    )
    if not is_key_known:
        say(
            Message(
                "Chữ ký khớp với khóa ghi trong tệp; hãy so mã khóa với mã do cơ quan công bố, hoặc dùng --key.",
                "The signature is by the key in the file; compare the key with the one made public, or use --key.",
            )
        )
    if verdict.is_demo:
        say(
            Message(
                "Chú ý: đây là dữ liệu mẫu, không được tính.", "Mind: a demonstration's; it does not count."
            )
        )


def _key_in_file(file: Path) -> OKPKey:
    try:
        key = key_from(orjson.loads(file.read_bytes()))
    except orjson.JSONDecodeError:
        key = None
    if key is None:
        raise BadRequestError(
            Message(
                f"{file} không phải khóa công khai Ed25519 (JWK).", f"{file} is no public Ed25519 key (JWK)."
            )
        )
    return key


@contextmanager
def _reading(settings: Settings) -> Iterator[Any]:
    """A session on the database as it is: what is examined is not touched."""
    with as_it_is(settings) as database, database.read() as session:
        yield session


def recompute(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the hash of a snapshot made again; 0 if it is the same, byte for byte, and signed as it must be, else 1."""
    key = find_key_in(settings.data / KEYS) if options.key is None else _key_in_file(options.key)
    with _reading(settings) as session:
        found = snapshots.recompute(session, options.id, key)
    if not found.has_rules:
        say.error(
            Message(
                "Bản cài đặt này không có phiên bản quy tắc của bản chốt, hoặc xét theo dữ liệu khác (loại hình, thành phần hồ sơ, quyền).",
                "This installation does not have the version of the rules of that snapshot, or judges by other data (kinds, dossier parts, rights).",
            )
        )
        return 1
    say.result(found.sha256)
    if not found.is_same:
        say.error(
            Message(
                f"Khác bản đã chốt ở: {', '.join(found.differing)}.",
                f"It differs from what was closed at: {', '.join(found.differing)}.",
            )
        )
        return 1
    say(Message("Giống bản đã chốt từng byte.", "The same as what was closed, byte for byte."))
    return 0


def list_all(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print a line for each snapshot: id, day, when closed, hash, what it restates; tabs between."""
    with _reading(settings) as session:
        for row in snapshots.list_snapshots(session):
            when = row.closed_at.isoformat(timespec="seconds")
            say.result("\t".join([row.id, row.as_of.isoformat(), when, row.sha256, row.restates_id or "-"]))
    return 0


def export(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Write a snapshot in a form, whole or not at all; to standard output without a file, where the form is text."""
    warn_of_demo(settings, say)
    if options.file is None and options.form not in TEXTS:
        raise BadRequestError(
            Message(
                f"{options.form.upper()} không in ra màn hình được; hãy nêu tên tệp.",
                f"{options.form.upper()} cannot be printed; please name a file.",
            )
        )
    with _reading(settings) as session:
        row = snapshots.find_snapshot(session, options.id)
        if row is None:
            raise NotFoundError(snapshots.NO_SUCH_SNAPSHOT)
        text = row.document
    content = written(orjson.loads(text), options.form, options.language or say.language)
    if options.file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    with written_whole(options.file) as file:
        file.write(content)
    say(Message(f"Đã ghi {options.file}.", f"Wrote {options.file}."))
    return 0


def print_key(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Print the public key as a JWK; it is made if there was none."""

    say.result(canonical(public_key(signing_key_in(settings.data / KEYS))).decode())
    return 0
