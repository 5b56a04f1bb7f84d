"""The words of score sheets and rankings as files, each in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import Message
from catalog.scoring.criteria import TieBreakerKind
from catalog.terms import SheetState

STATES: Mapping[SheetState, Message] = {
    SheetState.REGISTERED: Message("chưa mở", "not opened"),
    SheetState.OPEN: Message("đang tự chấm", "being self-scored"),
    SheetState.SELF_SCORED: Message("đã tự chấm", "self-scored"),
    SheetState.SUBMITTED: Message("đã gửi", "submitted"),
    SheetState.VERIFIED: Message("đã thẩm định", "appraised"),
    SheetState.COUNCIL_FINAL: Message("Hội đồng đã quyết định", "decided by the council"),
    SheetState.PUBLISHED: Message("đã công bố", "published"),
}

BREAKERS: Mapping[TieBreakerKind, Message] = {
    TieBreakerKind.CRITERION: Message("điểm tiêu chí {}", "points of {}"),
    TieBreakerKind.FEWER_PENALTIES: Message("ít điểm trừ hơn", "fewer penalty points"),
    TieBreakerKind.AGREEMENT: Message(
        "điểm tự chấm và thẩm định gần nhau hơn", "self-scored and appraised points closer together"
    ),
}

WORDS: Mapping[str, Message] = {
    "sheet": Message("Phiếu chấm điểm", "Score sheet"),
    "ranking": Message("Xếp hạng", "Ranking"),
    "sheet_title": Message("Phiếu chấm điểm: {}, kỳ {}", "Score sheet: {}, {}"),
    "ranking_title": Message("Xếp hạng: {}, kỳ {}", "Ranking: {}, {}"),
    "points": Message("Điểm", "Points"),
    "code": Message("Mã", "Code"),
    "label": Message("Tiêu chí", "Criterion"),
    "maximum": Message("Điểm tối đa", "Maximum"),
    "weight": Message("Trọng số được tính", "Weight counted"),
    "self": Message("Tự chấm", "Self-scored"),
    "appraised": Message("Thẩm định", "Appraised"),
    "final": Message("Hội đồng", "Council"),
    "appraised_reason": Message("Lý do thẩm định", "Appraiser’s reason"),
    "final_reason": Message("Lý do của Hội đồng", "Council’s reason"),
    "inputs": Message("Số liệu", "Values"),
    "applies": Message("Áp dụng", "Applies"),
    "numerator": Message("Tử số", "Numerator"),
    "denominator": Message("Mẫu số", "Denominator"),
    "total": Message("Tổng điểm chính xác", "Exact total"),
    "shown": Message("Tổng điểm", "Total"),
    "bonus": Message("Điểm thưởng", "Bonus"),
    "penalty": Message("Điểm trừ", "Penalty"),
    "criteria": Message("Bộ tiêu chí", "Criteria"),
    "method": Message("Cách tính điểm", "How it is scored"),
    "evidence_required": Message("Tài liệu kiểm chứng phải có", "Documents required"),
    "source": Message("Nguồn thu thập", "Source"),
    "verifier": Message("Đơn vị phối hợp xác minh", "Verified with"),
    "evidence": Message("Tài liệu kiểm chứng", "Evidence"),
    "title": Message("Tên tài liệu", "Title"),
    "place": Message("Nơi", "Where"),
    "sha256": Message("SHA-256", "SHA-256"),
    "frozen_at": Message("Khóa lúc", "Frozen at"),
    "fault": Message("Sai lệch hiện nay", "What is wrong now"),
    "stored": Message("tệp đã lưu", "stored file"),
    "no_evidence": Message("Không có tài liệu nào được nêu.", "No document was named."),
    "no_hash": Message("không ai nêu", "not given"),
    "rank": Message("Hạng", "Rank"),
    "subject": Message("Đơn vị, cá nhân", "Subject"),
    "verdict": Message("Kết luận", "Verdict"),
    "gates": Message("Lý do không xét", "Ground"),
    "decided_by": Message("Phân định nhờ", "Decided by"),
    "sheet_sha256": Message("SHA-256 của phiếu", "SHA-256 of the sheet"),
    "about": Message("Về tệp này", "About"),
    "catalogue": Message("Danh mục", "Catalogue"),
    "cluster": Message("Cụm, khối", "Cluster"),
    "period": Message("Kỳ", "Period"),
    "period_days": Message("{}: từ ngày {} đến trước ngày {}", "{}: from {} to before {}"),
    "state": Message("Trạng thái", "State"),
    "due_on": Message("Hạn gửi", "Due"),
    "submitted_at": Message("Gửi lúc", "Submitted at"),
    "late": Message("gửi muộn", "late"),
    "published_at": Message("Công bố lúc", "Published at"),
    "legal_basis": Message("Căn cứ pháp lý", "Legal basis"),
    "basis_sha256": Message("SHA-256 của căn cứ pháp lý", "SHA-256 of the legal basis"),
    "criteria_sha256": Message("SHA-256 của bộ tiêu chí", "SHA-256 of the criteria"),
    "signature": Message("Chữ ký trên bộ tiêu chí (JWS)", "Signature of the criteria (JWS)"),
    "snapshots": Message("SHA-256 của bản chốt số liệu", "SHA-256 of the snapshot of coverage"),
    "document_sha256": Message("SHA-256 của bản JSON", "SHA-256 of the JSON document"),
    "none": Message("chưa có", "none"),
    "demo": Message("SỐ LIỆU MẪU", "SAMPLE DATA"),
    "what": Message("Mục", "Item"),
    "value": Message("Giá trị", "Value"),
    "proof": Message("Kiểm chứng", "Proof"),
    "proof_says": Message(
        "Tệp này trình bày lại bản JSON của phiếu; SHA-256 là của bản JSON chuẩn hóa, không kể chính nó và các sai lệch hiện nay.",
        "This file shows the JSON document; the SHA-256 is of its canonical form, without itself and what is wrong now."),
}  # fmt: skip
