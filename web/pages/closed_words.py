"""The sentences of the pages of closed periods, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import Message

CLOSED: Mapping[str, Message] = {
    "closed": Message("Kỳ đã chốt", "Closed periods"),
    "closed_lead": Message(
        "Số liệu của mỗi kỳ được chốt một lần, ký số, và không ai sửa được nữa. Đính chính là một bản mới, kèm lý do.",
        "The figures of a period are closed once, signed, and changed by nobody after that. A correction is another snapshot that says why."),
    "closed_see_all": Message("Xem mọi kỳ đã chốt", "See all closed periods"),
    "closed_none": Message("Chưa chốt kỳ nào", "No period was closed yet"),
    "closed_none_help": Message(
        "Khi hội đồng chốt số liệu của một kỳ, bản chốt sẽ nằm ở đây, ai cũng tải về và kiểm chứng được.",
        "Once the council closes the figures of a period they are here, for anybody to download and verify."),
    "closed_heading": Message("Kỳ {}", "Period {}"),
    "closed_snapshot": Message("Bản chốt {}", "Snapshot {}"),
    "closed_as_of": Message("Số liệu đến hết ngày {}.", "Figures as of the end of {}."),
    "closed_restates": Message("Đính chính bản {}", "Restates {}"),
    "closed_restated": Message("Đã được đính chính bởi {}", "Restated by {}"),
    "closed_holds": Message("Đang có giá trị", "In force"),
    "closed_banner": Message("Bản này đã được đính chính.", "This snapshot was restated."),
    "closed_banner_by": Message("Bản đang có giá trị: {}, chốt ngày {}.", "The one in its stead: {}, closed on {}."),
    "closed_reason": Message("Lý do: {}", "Reason: {}"),
    "closed_on_target": Message("Đạt mức yêu cầu", "At the level required"),
    "closed_what": Message("Chốt những gì", "What was closed"),
    "closed_figures": Message("Số liệu chính", "Headline figures"),
    "closed_figures_help": Message(
        "Mỗi ô: đã đạt / tất cả. Mức cao hơn bao gồm mức thấp hơn. Các cách đếm không bao giờ cộng hay so với nhau.",
        "In each cell: reached / all. A higher level includes the lower ones. The ways of counting are never added or compared."),
    "closed_total": Message("Tất cả", "All"),
    "closed_trend": Message("So với kỳ trước", "Beside the closing before"),
    "closed_trend_with": Message(
        "So với bản {}, số liệu ngày {}: cùng bộ quy tắc, cùng cách đếm.",
        "Beside {}, figures of {}: the same rules, the same way of counting."),
    "closed_first": Message("Trước đó chưa chốt kỳ nào, nên chưa có gì để so.", "Nothing was closed of an earlier day, so there is nothing to compare with."),
    "closed_other_rules": Message(
        "Không so với bản {}: bản ấy theo bộ quy tắc {}, bản này theo {}. Một mức có thể đã đổi nghĩa.",
        "Not compared with {}: that one is by {}, this one by {}. A level may mean something else."),
    "closed_other_format": Message("Không so với bản {}: hai bản khác định dạng.", "Not compared with {}: the two have different formats."),
    "closed_other_countings": Message("Không so với bản {}: không có cách đếm chung.", "Not compared with {}: they share no way of counting."),
    "closed_before": Message("Trước", "Before"), "closed_now": Message("Bản này", "This one"), "closed_change": Message("Thay đổi", "Change"),
    "way_up": Message("tăng", "up"), "way_down": Message("giảm", "down"), "way_same": Message("như cũ", "the same"),
    "way_none": Message("không so được", "not comparable"),
    "closed_verify": Message("Tự kiểm chứng", "Verify it yourself"),
    "closed_verify_help": Message(
        "Hai lệnh sau kiểm tra trên máy của bạn rằng không chữ nào bị sửa; lệnh thứ hai không cần mạng.",
        "Two commands check on your own machine that not a letter was changed; the second needs no network."),
    "closed_verify_key": Message(
        "So mã khóa với mã do cơ quan công bố. Ai giữ cơ sở dữ liệu còn tính lại được từng byte: {}.",
        "Compare the key id with the one that the office made public. Whoever holds the database can make it again, byte for byte: {}."),
    "closed_commands": Message("Hai lệnh để kiểm chứng", "Two commands to verify it"),
    "closed_files": Message("Tải về", "Download"),
    "closed_files_help": Message("Mọi dạng có cùng con số. Chỉ tệp JSON là bản có chữ ký.", "All forms have the same numbers. Only the JSON file is the signed one."),
    "form_json": Message("JSON, bản có chữ ký", "JSON, the signed document"), "form_xlsx": Message("Bảng tính XLSX", "Workbook (XLSX)"),
    "form_pdf": Message("Báo cáo PDF", "Report (PDF)"), "form_figures.csv": Message("CSV, mọi số liệu", "CSV, all figures"),
    "form_entries.csv": Message("CSV, mọi mục", "CSV, all entries"),
    "closed_back": Message("Về danh sách kỳ đã chốt", "Back to the closed periods"),
}  # fmt: skip
