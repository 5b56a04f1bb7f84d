"""Why a file cannot be read as a table: one function for each reason, with advice on what to do."""

from __future__ import annotations

from catalog.errors import CatalogError, Message


class UnreadableFileError(CatalogError):
    """A file that cannot be read as a table, or not to its end. `code` names the reason."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code


_SAVE_AS_UTF8 = Message(
    "Hãy mở tệp bằng Excel, chọn Tệp > Lưu dưới dạng > kiểu “CSV UTF-8 (dấu phẩy phân cách)”, rồi gửi lại.",
    "Please open it in Excel, choose File > Save As > “CSV UTF-8 (Comma delimited)”, and send it again.",
)
_SAVE_AS_TABLE = Message(
    "Hãy lưu bảng thành tệp Excel (.xlsx) hoặc “CSV UTF-8 (dấu phẩy phân cách)” rồi gửi lại.",
    "Please save the table as an Excel workbook (.xlsx) or “CSV UTF-8 (Comma delimited)” and send it again.",
)


def _refusal(code: str, vi: str, en: str, advice: Message | None = None) -> UnreadableFileError:
    if advice is not None:
        vi, en = f"{vi} {advice.vi}", f"{en} {advice.en}"
    return UnreadableFileError(code, Message(vi, en))


def not_found(name: str) -> UnreadableFileError:
    """There is no regular file of this name."""
    return _refusal("NOT_FOUND", f"Không có tệp “{name}”.", f"There is no file “{name}”.")


def empty() -> UnreadableFileError:
    """The file has no bytes, or nothing but blank rows."""
    return _refusal("EMPTY_FILE", "Tệp không có dữ liệu.", "The file has no data.")


def too_large(size: int, limit: int) -> UnreadableFileError:
    """The file has `limit` bytes or more."""
    megabytes, most = size / 1e6, limit / 1e6
    vi, en = f"{megabytes:.1f}".replace(".", ","), f"{megabytes:.1f}"
    return _refusal(
        "TOO_LARGE",
        f"Tệp có {vi} MB; chỉ đọc tệp dưới {most:.0f} MB. Hãy chia thành nhiều tệp nhỏ hơn.",
        f"The file has {en} MB; only files under {most:.0f} MB are read. Please split it into smaller ones.",
    )


def wrong_format(kind: Message) -> UnreadableFileError:
    """The file is of a kind that can be named, whatever its name ends in."""
    return _refusal(
        "WRONG_FORMAT",
        f"Đây là {kind.vi}, không đọc được.",
        f"This is {kind.en}, not read here.",
        _SAVE_AS_TABLE,
    )


def not_a_table() -> UnreadableFileError:
    """The file is neither text nor a workbook."""
    return _refusal(
        "NOT_A_TABLE",
        "Tệp không phải là bảng CSV hay sổ tính Excel.",
        "The file is neither a CSV table nor an Excel workbook.",
        _SAVE_AS_TABLE,
    )


def damaged() -> UnreadableFileError:
    """A workbook whose parts do not fit together."""
    return _refusal(
        "DAMAGED",
        "Sổ tính bị hỏng hoặc không đúng chuẩn. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại.",
        "The workbook is damaged. Please open it in Excel, save it as a new .xlsx file and send it again.",
    )


def locked() -> UnreadableFileError:
    """A workbook protected by a password."""
    return _refusal(
        "PASSWORD_PROTECTED",
        "Tệp có mật khẩu. Hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi gửi lại.",
        "The file has a password. Please remove it (File > Info > Protect Workbook) and send it again.",
    )


def zip_bomb() -> UnreadableFileError:
    """A workbook that would unpack to more than a real one does."""
    return _refusal(
        "ZIP_BOMB",
        "Sổ tính chứa dữ liệu nén bất thường (quá lớn khi giải nén) nên bị từ chối.",
        "The workbook is refused: unpacked it would be far larger than any real one.",
        Message("Nếu là bảng thật, hãy lưu thành CSV UTF-8.", "If it is a real table, save it as CSV UTF-8."),
    )


def xml_entities() -> UnreadableFileError:
    """A workbook whose XML declares a document type or entities, which no office program writes."""
    return _refusal(
        "XML_ENTITIES",
        "Sổ tính chứa khai báo DTD hoặc thực thể XML, có thể gây hại, nên bị từ chối.",
        "The workbook is refused: its XML declares a document type or entities, which can do harm.",
    )


def encoding_utf16() -> UnreadableFileError:
    """Text in UTF-16, as Excel's “Unicode Text” is."""
    return _refusal(
        "ENCODING_UTF16",
        "Tệp dùng bảng mã UTF-16 (“Văn bản Unicode”); chỉ đọc được UTF-8.",
        "The file is in UTF-16 (“Unicode Text”); only UTF-8 is read.",
        _SAVE_AS_UTF8,
    )


def encoding_cp1258() -> UnreadableFileError:
    """Text in the Vietnamese code page of Windows."""
    return _refusal(
        "ENCODING_CP1258",
        "Tệp dùng bảng mã Windows-1258 (CP1258); chỉ đọc được UTF-8.",
        "The file is in Windows-1258 (CP1258); only UTF-8 is read.",
        Message(
            "Trong Excel, chọn Dữ liệu > Từ Văn bản/CSV, nguồn gốc tệp “1258: Vietnamese (Windows)”, "
            "rồi lưu thành “CSV UTF-8 (dấu phẩy phân cách)”.",
            "In Excel, choose Data > From Text/CSV, file origin “1258: Vietnamese (Windows)”, "
            "then save as “CSV UTF-8 (Comma delimited)”.",
        ),
    )


_LEGACY_NAMES = {"TCVN3": "TCVN3 (ABC)", "VNI": "VNI Windows"}


def encoding_legacy(encoding: str) -> UnreadableFileError:
    """Text made for the fonts of TCVN3 (.VnTime and others) or VNI; `encoding` is "TCVN3" or "VNI"."""
    name = _LEGACY_NAMES[encoding]
    return _refusal(
        f"ENCODING_{encoding}",
        f"Văn bản trong tệp dùng bảng mã {name}, không phải Unicode.",
        f"The text of the file is in the encoding {name}, not Unicode.",
        Message(
            f"Hãy chuyển mã bằng bộ công cụ Unikey (Ctrl+Shift+F6): nguồn “{name}”, đích “Unicode”; "
            "sau đó lưu thành “CSV UTF-8 (dấu phẩy phân cách)” hoặc .xlsx.",
            f"Please convert it with Unikey's toolkit (Ctrl+Shift+F6) from “{name}” to “Unicode”; "
            "then save it as “CSV UTF-8 (Comma delimited)” or .xlsx.",
        ),
    )


def encoding_unknown() -> UnreadableFileError:
    """Text that is not UTF-8 and resembles no Vietnamese encoding."""
    return _refusal(
        "ENCODING_UNKNOWN",
        "Tệp không dùng bảng mã UTF-8 và không nhận ra được bảng mã.",
        "The file is not in UTF-8, and its encoding is not recognised.",
        _SAVE_AS_UTF8,
    )


def broken_quotes(number: int) -> UnreadableFileError:
    """A quoted CSV cell that is not closed, or goes on after its closing quote."""
    return _refusal(
        "BROKEN_QUOTES",
        f"Dấu ngoặc kép ở dòng {number} không khép đúng nên không đọc tiếp được.",
        f"A quotation mark in row {number} is not closed properly; nothing after it can be read.",
    )


def endless_row(number: int, limit: int) -> UnreadableFileError:
    """A line or cell of text longer than any table has."""
    return _refusal(
        "LINE_TOO_LONG",
        f"Dòng {number} có hơn {limit} ký tự trong một ô hoặc một dòng văn bản nên không đọc tiếp được.",
        f"Row {number} has more than {limit} characters in one cell or line; nothing after it can be read.",
    )


def too_many_rows(limit: int) -> UnreadableFileError:
    """More filled rows than one file may have."""
    return _refusal(
        "TOO_MANY_ROWS",
        f"Bảng có hơn {limit} dòng. Hãy chia thành nhiều tệp.",
        f"The table has more than {limit} rows. Please split it into several files.",
    )


def too_many_columns(number: int, limit: int) -> UnreadableFileError:
    """A row wider than any table has."""
    return _refusal(
        "TOO_MANY_COLUMNS",
        f"Dòng {number} có hơn {limit} cột. Hãy xóa các cột trống ở bên phải rồi lưu lại.",
        f"Row {number} has more than {limit} columns. Please delete the blank ones and save again.",
    )


def no_header(cell: str) -> UnreadableFileError:
    """The first row holds values instead of the names of the columns."""
    return _refusal(
        "NO_HEADER",
        f"Dòng đầu phải là tên các cột, nhưng có ô “{cell}”.",
        f"The first row must hold the names of the columns, but has the cell “{cell}”.",
    )


def unnamed_column(position: int) -> UnreadableFileError:
    """A column without a name between others; `position` counts from 1."""
    return _refusal(
        "UNNAMED_COLUMN",
        f"Cột thứ {position} không có tên ở dòng đầu.",
        f"Column {position} has no name in the first row.",
    )


def duplicate_column(name: str) -> UnreadableFileError:
    """Two columns of the same name."""
    return _refusal(
        "DUPLICATE_COLUMN", f"Có hai cột cùng tên “{name}”.", f"Two columns have the same name “{name}”."
    )
