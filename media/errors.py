"""Why a file is not taken in: a code for programs, a sentence in Vietnamese and one in English for people."""

from __future__ import annotations

from typing import Any


class MediaError(Exception):
    """A file that is refused, or work on one that could not be done. Codes of files that are refused are in `REFUSALS`."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(code, vi, en)
        self.code, self.vi, self.en = code, vi, en

    def __str__(self) -> str:
        return f"{self.code}: {self.vi} / {self.en}"


REFUSALS = {
    "EMPTY": ("Tệp không có nội dung.", "The file is empty."),
    "UNSUPPORTED_TYPE": (
        "Loại tệp này không được nhận. Hãy gửi JPEG, PNG, WebP, AVIF, TIFF, HEIC, PDF, MP3, OGG, M4A, WAV, MP4, WebM hoặc GLB.",
        "Files of this type are not taken in. Send JPEG, PNG, WebP, AVIF, TIFF, HEIC, PDF, MP3, OGG, M4A, WAV, MP4, WebM or GLB.",
    ),
    "TYPE_MISMATCH": (
        "Nội dung tệp là {found}, không phải {wanted}.",
        "The file's content is {found}, not {wanted}.",
    ),
    "POLYGLOT": (
        "Trong tệp có giấu một tệp khác ({found}). Hãy lưu lại ảnh rồi gửi bản mới.",
        "Another file ({found}) is hidden in this file. Save the picture anew and send that.",
    ),
    "TRUNCATED": (
        "Tệp bị cắt cụt, không đọc được đến hết. Hãy gửi lại tệp gốc.",
        "The file is cut off before its end. Send the original file again.",
    ),
    "CORRUPT": (
        "Tệp bị hỏng, không đọc được. Hãy kiểm tra và gửi lại tệp gốc.",
        "The file is damaged and cannot be read. Check it and send the original again.",
    ),
    "TOO_MANY_PIXELS": (
        "Ảnh {width} × {height} điểm ảnh là quá lớn (nhiều nhất {most} triệu điểm ảnh, mỗi cạnh dưới 30.000).",
        "A picture of {width} by {height} pixels is too large (at most {most} megapixels, each side below 30,000).",
    ),
    "SUSPICIOUS_SIZE": (
        "Tệp quá nhỏ so với ảnh {width} × {height} điểm ảnh mà nó khai.",
        "The file is far too small for the {width} by {height} pixels that it claims to hold.",
    ),
    "TOO_MANY_BYTES": (
        "Tệp loại này chỉ được lớn nhất {most} MB.",
        "A file of this type may have at most {most} MB.",
    ),
    "METADATA_TOO_LARGE": (
        "Phần thông tin kèm theo ảnh (EXIF, XMP, chú thích) quá lớn.",
        "The information beside the picture (EXIF, XMP, comments) is too large.",
    ),
    "ANIMATION": (
        "Ảnh động không được nhận. Hãy gửi một ảnh tĩnh.",
        "Animations are not taken in. Send one still picture.",
    ),
    "MANY_PAGES": (
        "Tệp TIFF có nhiều trang. Hãy gửi từng trang riêng, hoặc gửi PDF.",
        "The TIFF has several pages. Send each page by itself, or a PDF.",
    ),
    "UNUSUAL_PIXELS": (
        "Ảnh lưu điểm ảnh theo kiểu {mode}, không hiển thị được. Hãy lưu lại bằng 8 hoặc 16 bit, màu RGB hoặc xám.",
        "The picture keeps its pixels as {mode}, which cannot be shown. Save it with 8 or 16 bits, in RGB or grey.",
    ),
    "ENCRYPTED": (
        "Tệp PDF có mật khẩu. Hãy gửi bản không khóa.",
        "The PDF is locked with a password. Send one that is not.",
    ),
    "ACTIVE_CONTENT": (
        "Tệp PDF chứa mã lệnh tự chạy. Hãy in lại thành PDF thường.",
        "The PDF holds a program that runs by itself. Print it to a plain PDF.",
    ),
    "UNUSUAL_CODING": (
        "Bản ghi được mã hóa bằng {codec}, không nhận trong tệp {kind}. Hãy xuất lại (H.264 với AAC, hoặc VP9 với Opus).",
        "The recording is coded as {codec}, which is not taken in within {kind}. Export it again (H.264 with AAC, or VP9 with Opus).",
    ),
    "NO_SOUND": (
        "Trong tệp không có âm thanh hoặc hình ảnh nào đọc được.",
        "There is no sound and no film in the file.",
    ),
    "TOO_LONG": (
        "Bản ghi dài {hours} giờ; nhiều nhất {most} giờ.",
        "The recording lasts {hours} hours; at most {most} are taken in.",
    ),
    "TOO_MANY_PARTS": (
        "Tệp có quá nhiều luồng hoặc thành phần ({found}; nhiều nhất {most}).",
        "The file has too many streams or parts ({found}; at most {most}).",
    ),
    "EXTERNAL_PARTS": (
        "Mô hình tham chiếu đến tệp bên ngoài. Hãy xuất thành một tệp GLB chứa mọi dữ liệu.",
        "The model refers to other files. Export it as one GLB that holds all of its data.",
    ),
    "BAD_CAPTIONS": (
        "Phụ đề không đúng dạng WebVTT, dòng {line}: {vi}.",
        "The captions are not well-formed WebVTT, line {line}: {en}.",
    ),
    "NO_TIME": (
        "Xử lý tệp này mất quá nhiều thời gian nên đã dừng.",
        "Working on this file took too long and was stopped.",
    ),
    "NO_MEMORY": (
        "Xử lý tệp này cần quá nhiều bộ nhớ nên đã dừng.",
        "Working on this file needs too much memory and was stopped.",
    ),
    "BUSY": (
        "Máy chủ đang xử lý nhiều tệp. Hãy thử lại sau ít phút.",
        "The server is busy with other files. Try again in a few minutes.",
    ),
    "STORE_UNAVAILABLE": (
        "Kho tệp hiện không trả lời. Hãy thử lại sau ít phút.",
        "The store of files does not answer at the moment. Try again in a few minutes.",
    ),
    "NO_PICTURE": (
        "Không làm được ảnh từ loại tệp này.",
        "No picture can be made of a file of this type.",
    ),
}


def refused(code: str, **values: Any) -> MediaError:
    """The error of that code, its sentences filled with `values`."""
    vi, en = REFUSALS[code]
    return MediaError(code, vi.format(**values), en.format(**values))
