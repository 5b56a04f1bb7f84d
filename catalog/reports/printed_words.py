"""The sentences of the printed report, each in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import Message

WORDS: Mapping[str, Message] = {
    "title": Message("Tiến độ số hóa di tích và điểm du lịch, kỳ {}", "Digitisation of heritage and tourist places, {}"),
    "subtitle": Message("Bản chốt {}, tính đến ngày {}", "Snapshot {}, as of {}"),
    "footer": Message("Bản chốt {} · SHA-256 {}…", "Snapshot {} · SHA-256 {}…"),
    "restated": Message("Bản này thay cho bản {}. Lý do: {}", "This snapshot restates {}. Reason: {}"),
    "period": Message("Kỳ", "Period"),
    "period_days": Message("{}: từ ngày {} đến trước ngày {}", "{}: from {} to before {}"),
    "as_of": Message("Hiệu lực pháp lý tính đến hết ngày", "Legal effect as of the end of"),
    "known_at": Message("Theo những gì biết được lúc", "By what was known at"),
    "closed_at": Message("Chốt lúc", "Closed at"),
    "rules": Message("Bộ quy tắc", "Rule set"),
    "in_all": Message("Tất cả có {} mục.", "There are {} entries."),
    "demo": Message("SỐ LIỆU MẪU", "SAMPLE DATA"),
    "figure": Message("Chỉ tiêu", "Figure"),
    "bar": Message("Phần đã đạt", "Part reached"),
    "counted": Message("Đạt / tất cả", "Reached / all"),
    "share": Message("Tỷ lệ", "Share"),
    "entries": Message("Số mục", "Entries"),
    "undated": Message("Chưa rõ ngày", "Date unknown"),
    "none": Message("không có gì để tính", "nothing to count"),
    "others": Message("Các chỉ tiêu khác", "Other figures"),
    "tables": Message("Chi tiết: ", "In detail: "),
    "what": Message("Mục", "Item"),
    "value": Message("Giá trị", "Value"),
    "undated_list": Message("Chưa rõ ngày có hiệu lực", "Day of legal effect unknown"),
    "undated_says": Message(
        "Chưa xác định được những mục này đã có hiệu lực vào ngày tính hay chưa; không tính vào tử số, cũng không vào mẫu số.",
        "Nobody knows whether these were in force on the day; they are in no numerator and in no denominator."),
    "meaning": Message("Các con số này nghĩa là gì", "What these figures mean"),
    "meaning_text": Message(
        "Mỗi tỷ lệ lấy số mục của danh mục nhà nước đạt một mức số hóa, do máy kiểm tra theo bộ quy tắc đã ghi, chia cho tất cả "
        "các mục có hiệu lực vào ngày tính. Mức sau bao gồm mọi mức trước; “không có gì để tính” không phải là 0, và một "
        "con số luôn đi cùng cách đếm của nó.",
        "Each share is the number of entries of the official register that reach a level of digitisation, checked by machine "
        "under the rule set named above, over all entries in force on the day. A level includes all levels before it; “nothing "
        "to count” is not 0, and no figure goes without its way of counting."),
    "dash": Message("Dấu – : không có gì để tính.", "A dash –: nothing to count."),
    "empty_rows": Message("Không có mục nào ở: {}.", "No entries in: {}."),
    "declared": Message("Số đã công bố, bên cạnh số đã biết", "What is declared, beside what is known"),
    "declared_says": Message(
        "Danh mục chính thức nêu các số sau. Hai cột không trừ cho nhau: chỗ chênh lệch là việc phải tìm hiểu. Dấu – : bản này không đếm nhóm ấy.",
        "Official lists state these numbers. The two columns are not netted: where they differ, there is something to find out. A dash –: not counted in this snapshot."),
    "on_target": Message("Đạt yêu cầu", "On target"),
    "register": Message("Danh mục", "Register"),
    "decision": Message("Quyết định", "Decision"),
    "declared_number": Message("Công bố", "Declared"),
    "known_number": Message("Đã biết", "Known"),
    "of_what": Message("Nhóm", "Category"),
    "unranked": Message("chưa xếp hạng", "without a rank"),
    "source_as_of": Message("tính đến", "as of"),
    "overlaps": Message("Địa điểm thuộc những loại công nhận nào", "By which schemes places are recognised"),
    "overlaps_says": Message("Mỗi địa điểm tính một lần, ở dòng gồm mọi loại công nhận của nó.",
                             "Each place counts once, in the row of all its schemes."),
    "schemes": Message("Loại công nhận", "Schemes"),
    "sites": Message("Số địa điểm", "Places"),
    "proof": Message("Kiểm chứng", "Proof"),
    "proof_says": Message(
        "Bản gốc là tệp JSON có chữ ký; báo cáo này và các bảng tính trình bày lại bản ấy. Ai có tệp JSON đều kiểm tra được bằng "
        "lệnh catalog coverage verify, không cần mạng.",
        "The original is a signed JSON file; this report and the workbooks show it. Whoever has the JSON file can check it with "
        "the command catalog coverage verify, without a network."),
    "qr_alt": Message("Mã QR dẫn đến {}", "QR code of {}"),
    "sha256": Message("SHA-256 của bản chốt", "SHA-256 of the snapshot"),
    "rules_sha256": Message("SHA-256 của bộ quy tắc", "SHA-256 of the rule set"),
    "restated_sha256": Message("SHA-256 của bản được thay", "SHA-256 of the snapshot restated"),
    "signature": Message("Chữ ký (JWS, EdDSA)", "Signature (JWS, EdDSA)"),
    "unsigned": Message("chưa ký", "not signed"),
    "key_id": Message("Mã khóa (RFC 7638)", "Key id (RFC 7638)"),
    "public_key": Message("Khóa công khai (Ed25519)", "Public key (Ed25519)"),
}  # fmt: skip
