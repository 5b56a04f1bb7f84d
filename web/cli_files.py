"""The commands on files: fixity, pictures, moving the originals."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from catalog.coverage.kept import refresh_files
from catalog.errors import BadRequestError, Message
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.fixity import Swept, begin, carry_on, sweep_orphans
from catalog.surrogates.moving import move
from catalog.surrogates.pictures import Pictures
from catalog.surrogates.places import in_bucket, local, store_of
from catalog.surrogates.showing import public_pictures
from catalog.terms import FileFault
from media.errors import MediaError
from media.profiles import Format, Profile, Recipe
from web.cli_serve import opened
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

MOST_NAMED = 200
"""Faults that are told one by one; more are one alarm with their number."""

AHEAD = (Profile.THUMB, Profile.CARD, Profile.SCREEN)
"""Sizes that pages and apps ask for first."""


def add_commands(commands: Commands) -> None:
    """Put the commands of this module among the others."""
    text = "Kiểm tra tính toàn vẹn của mọi tệp gốc. / Check that every original still is what it was."
    checking = add(commands, "fixity", text, fixity)
    checking.add_argument(
        "--sample",
        type=_positive,
        metavar="N",
        help="chỉ N tệp lâu chưa kiểm tra nhất / only N, longest unchecked first",
    )
    checking.add_argument(
        "--resume",
        action="store_true",
        help="tiếp tục lần kiểm tra dở dang / go on with a check that was broken off",
    )
    checking.add_argument(
        "--sweep",
        action="store_true",
        help="rồi dọn tệp không thuộc bản ghi nào / then remove files that belong to no record",
    )
    text = "Làm sẵn ảnh các cỡ của những ảnh đã công bố. / Make the sizes of public pictures ahead."
    add(commands, "pictures", text, pictures)
    text = "Nơi giữ tệp gốc. / Where originals lie."
    files: argparse.ArgumentParser = commands.add_parser("files", help=text, description=text)
    deeds = files.add_subparsers(required=True, metavar="COMMAND")
    text = "Chuyển mọi tệp gốc, kiểm tra từng mã băm ở cả hai bên. / Move all originals, every hash verified on both sides."
    moving = add(deeds, "move", text, move_files)
    moving.add_argument(
        "--to", required=True, choices=("bucket", "local"), help="chuyển đến đâu / where to (DIENBIEN_BUCKET)"
    )
    moving.add_argument(
        "--keep", action="store_true", help="giữ cả bản ở nơi cũ / leave them where they were, too"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


def fixity(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Check files; 1 if any is changed or missing, each digest on a line of standard output."""
    store, now = store_of(settings), datetime.now(UTC)
    with opened(settings, say) as database:
        check = begin(database, now, sample=options.sample, resume=options.resume)
        faults = []
        with _bytes_bar(say, check.size, Message("Kiểm tra tệp", "Checking files")) as advance:
            for found in carry_on(database, store, check, now, refresh_files):
                advance(found.size)
                if found.fault is not None:
                    faults.append(found)
        swept = sweep_orphans(database, store) if options.sweep else Swept()
    missing = sum(found.fault == FileFault.MISSING for found in faults)
    for found in faults[:MOST_NAMED]:
        say.result(f"{found.fault}\t{found.digest}")
    if check.total and missing == check.total:
        say.error(_nothing_there(check.total, settings))
    elif faults:
        say.error(
            Message(
                f"{len(faults)} trong {check.total} tệp không còn nguyên vẹn ({missing} tệp mất); hãy lấy lại từ bản sao lưu.",
                f"{len(faults)} of {check.total} files are not what they were ({missing} missing); take them from a backup.",
            )
        )
    else:
        say(Message(f"{check.total} tệp nguyên vẹn.", f"{check.total} files are whole."))
    if swept.removed:
        say(
            Message(
                f"Đã dọn {swept.removed} tệp không thuộc bản ghi nào.",
                f"{swept.removed} files of no record were swept.",
            )
        )
    if swept.left:
        say.error(
            Message(
                f"Có {swept.left} tệp không thuộc bản ghi nào, nhiều hơn mức bình thường, nên không xóa tệp nào. "
                "Cơ sở dữ liệu này có đúng là của kho tệp này không?",
                f"{swept.left} files belong to no record, more than leftovers are, so none was removed. "
                "Is this the database of these files?",
            )
        )
    return 1 if faults or swept.left else 0


def _nothing_there(total: int, settings: Settings) -> Message:
    if in_bucket(settings) is not None:
        return Message(
            f"Không thấy tệp nào trong {total} tệp gốc ở {settings.bucket}: DIENBIEN_BUCKET có đúng không?",
            f"None of {total} originals is in {settings.bucket}: is DIENBIEN_BUCKET right?",
        )
    return Message(
        f"Không thấy tệp nào trong {total} tệp gốc: ổ đĩa có được gắn vào {settings.data} không?",
        f"None of {total} originals is there: is the disk mounted at {settings.data}?",
    )


def move_files(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Move the originals; 1 if any had to stay, each with its fault on a line of standard output."""
    bucket = in_bucket(settings)
    if bucket is None:
        raise BadRequestError(
            Message(
                "Chưa đặt DIENBIEN_BUCKET, hoặc đây là dữ liệu mẫu.",
                "DIENBIEN_BUCKET is not set, or this is a demonstration.",
            )
        )
    source, target = (local(settings), bucket) if options.to == "bucket" else (bucket, local(settings))
    wanted = list(source.listed())
    new, faults = 0, []
    with _bytes_bar(
        say, sum(found.size for found in wanted), Message("Chuyển tệp", "Moving files")
    ) as advance:
        for moved in move(source, target, wanted, keep=options.keep):
            advance(moved.size)
            new += moved.is_new
            if moved.fault is not None:
                faults.append(moved)
    for moved in faults[:MOST_NAMED]:
        say.result(f"{moved.fault}\t{moved.digest}")
    whole = len(wanted) - len(faults)
    say(
        Message(
            f"{whole} tệp đã ở nơi mới, đúng mã băm; {new} tệp vừa được gửi.",
            f"{whole} files are at the new place, their hashes right; {new} were sent now.",
        )
    )
    if faults:
        say.error(
            Message(
                f"{len(faults)} tệp không chuyển được và vẫn ở nơi cũ.",
                f"{len(faults)} files could not be moved and stay where they are.",
            )
        )
    return 1 if faults else 0


def pictures(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Make what is not made yet; 1 if some could not be made."""
    room = MediaRoom.of(settings)
    maker, failed = Pictures(room), 0
    try:
        with opened(settings, say) as database:
            with database.read() as session:
                wanted = public_pictures(session)
            with _count_bar(say, len(wanted)) as advance:
                for picture in wanted:
                    recipes = [Recipe.around(p, Format.WEBP, picture.focal_x, picture.focal_y) for p in AHEAD]
                    try:
                        for recipe in recipes:
                            maker.made(picture.digest, picture.media_type, recipe)
                    except (MediaError, OSError) as error:
                        failed += 1
                        say.error(Message(f"{picture.digest}: ", f"{picture.digest}: "), str(error))
                    advance(1)
    finally:
        room.close()
    say(
        Message(
            f"{len(wanted) - failed} ảnh đã có đủ cỡ.", f"{len(wanted) - failed} pictures have their sizes."
        )
    )
    return 1 if failed else 0


@contextmanager
def _bytes_bar(say: Speaker, total: int, title: Message) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title.in_language(say.language), total=total)
        yield lambda size: bar.advance(task, size)


@contextmanager
def _count_bar(say: Speaker, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Làm ảnh" if say.language == "vi" else "Making pictures", total=total)
        yield lambda count: bar.advance(task, count)
