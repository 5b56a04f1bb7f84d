"""What can be wrong with criteria, formulas, points and entrants: each code with its words."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.errors import Message, Problem

WORDS: Mapping[str, Message] = {
    # numbers
    "NOT_A_NUMBER": Message("Đây không phải là một số, ví dụ 12, 0.5 hoặc 1/3.", "This is not a number such as 12, 0.5 or 1/3."),
    "NUMBER_TOO_LARGE": Message("Số quá lớn hoặc có quá nhiều chữ số.", "The number is too large or has too many digits."),
    # formulas
    "FORMULA_TOO_LONG": Message("Công thức dài {length} ký tự, tối đa {limit}.", "The formula has {length} characters; at most {limit} are allowed."),
    "FORMULA_CHARACTER": Message("Công thức có ký tự không dùng được, ở vị trí {at}.", "The formula has a character that cannot be used, at position {at}."),
    "FORMULA_UNEXPECTED": Message("Công thức có “{found}” sai chỗ, ở vị trí {at}.", "The formula has “{found}” in the wrong place, at position {at}."),
    "FORMULA_INCOMPLETE": Message("Công thức bị thiếu phần cuối, ở vị trí {at}.", "The formula ends too early, at position {at}."),
    "FORMULA_TOO_DEEP": Message("Công thức lồng nhau quá {limit} lớp, ở vị trí {at}.", "The formula is nested more than {limit} levels deep, at position {at}."),
    "FORMULA_TOO_LARGE": Message("Công thức có quá {limit} thành phần, ở vị trí {at}.", "The formula has more than {limit} elements, at position {at}."),
    "FORMULA_NUMBER": Message("Số trong công thức có quá nhiều chữ số, ở vị trí {at}.", "A number in the formula has too many digits, at position {at}."),
    "FORMULA_RESULT": Message("Kết quả tính quá lớn, ở vị trí {at} của công thức.", "The result becomes too large, at position {at} of the formula."),
    "DIVISION_BY_ZERO": Message("Phép chia cho 0, ở vị trí {at} của công thức.", "A division by zero, at position {at} of the formula."),
    "UNKNOWN_INPUT": Message("Không có số liệu đầu vào tên “{name}” (vị trí {at} của công thức).", "There is no input named “{name}” (position {at} of the formula)."),
    # a set of criteria
    "DUPLICATE_CODE": Message("Mã {code} bị lặp.", "The code {code} is used twice."),
    "DUPLICATE_INPUT": Message("Số liệu đầu vào “{name}” bị lặp.", "The input “{name}” is named twice."),
    "RESERVED_NAME": Message("“{name}” là tên hàm, không đặt cho số liệu được.", "“{name}” is a function; no input can have this name."),
    "DUPLICATE_CHOICE": Message("Lựa chọn “{name}” bị lặp.", "The choice “{name}” is named twice."),
    "TOO_DEEP": Message("Tiêu chí lồng nhau quá {limit} cấp.", "Criteria are nested more than {limit} levels deep."),
    "NOT_POSITIVE": Message("Số phải lớn hơn 0.", "The number must be above 0."),
    "MAXIMUM_NOT_EXPECTED": Message("Điều kiện loại không có điểm: điểm tối đa phải là 0.", "A gate gives no points: its maximum is 0."),
    "ABOVE_SCALE": Message("Số vượt quá thang điểm {scale}.", "The number is above the scale of {scale}."),
    "NEGATIVE": Message("Số không được âm.", "The number must not be negative."),
    "WEIGHTS": Message("Tổng điểm tối đa các mục là {sum}, phải bằng {expected}.", "The maxima add up to {sum}; they must add up to {expected}."),
    "NO_CRITERIA": Message("Bộ tiêu chí chưa có tiêu chí nào.", "The set has no criteria."),
    "GROUP_EMPTY": Message("Nhóm phải có tiêu chí con.", "A group has criteria of its own."),
    "CHILDREN_NOT_EXPECTED": Message("Chỉ nhóm mới có tiêu chí con.", "Only a group has criteria of its own."),
    "KIND_MISPLACED": Message("Loại {kind} không được đặt ở đây.", "The kind {kind} has no place here."),
    "PARAMETER_MISSING": Message("Loại {kind} cần tham số này.", "The kind {kind} needs this parameter."),
    "PARAMETER_NOT_EXPECTED": Message("Loại {kind} không có tham số này.", "The kind {kind} has no such parameter."),
    "INPUT_COUNT": Message("Loại {kind} cần {expected} số liệu đầu vào hoặc một công thức.", "The kind {kind} needs {expected} inputs, or a formula."),
    "INPUTS_NOT_EXPECTED": Message("Loại {kind} không có số liệu đầu vào.", "The kind {kind} has no inputs."),
    "INPUT_UNUSED": Message("Công thức không dùng số liệu “{name}”.", "The formula does not use the input “{name}”."),
    "FORMULA_NOT_EXPECTED": Message("Loại {kind} không dùng công thức.", "The kind {kind} has no formula."),
    "UNKNOWN_METRIC": Message("Không có chỉ số “{name}”.", "There is no metric “{name}”."),
    "NOT_OF_INDIVIDUALS": Message("Tiêu chí {code} lấy số liệu của đơn vị, không dùng cho cá nhân.", "The criterion {code} takes a unit’s figures; a person is not scored by them."),
    "NOT_OF_COLLECTIVES": Message("Tiêu chí {code} lấy công việc của một người, không dùng cho tập thể.", "The criterion {code} takes one person’s work; a collective is not scored by it."),
    "MEASURED_TWICE": Message("Số liệu chỉ lấy từ một nơi: thủ tục hoặc công việc.", "Numbers come from one place: procedures or work."),
    "MEASURED_FORMULA": Message("Số liệu do danh mục tự đếm không dùng công thức.", "What the catalogue itself counts has no formula."),
    "RETURN_STEP": Message("Mức trừ mỗi lần bị trả lại lớn hơn 0, không quá 1, và chỉ dùng với PASSED_AT_ONCE.", "What each return takes off is above 0 and at most 1, and only for PASSED_AT_ONCE."),
    "RETURN_STEP_COUNT": Message("Có mức trừ mỗi lần bị trả lại thì tử số không phải số đếm.", "With a share taken off by each return the numerator is no count."),
    "STEPS_NOT_ASCENDING": Message("Các bậc phải tăng dần, cả ngưỡng và điểm.", "Steps ascend, their thresholds and their points."),
    "ABOVE_MAXIMUM": Message("Số vượt quá điểm tối đa {maximum}.", "The number is above the maximum of {maximum}."),
    "FRACTION_RANGE": Message("Phần điểm phải từ 0 đến 1.", "A fraction of the maximum lies between 0 and 1."),
    "UNKNOWN_CRITERION": Message("Không có tiêu chí mã “{code}”.", "There is no criterion with the code “{code}”."),
    "TIE_BREAKER_CRITERION": Message("Tiêu chí phụ loại này phải nêu mã tiêu chí.", "A tie-breaker of this kind names a criterion."),
    "TIE_BREAKER_NO_CRITERION": Message("Tiêu chí phụ loại này không nêu mã tiêu chí.", "A tie-breaker of this kind names no criterion."),
    "DUPLICATE_TIE_BREAKER": Message("Tiêu chí phụ bị lặp.", "A tie-breaker is given twice."),
    "VALIDITY": Message("Ngày hết hiệu lực phải sau ngày bắt đầu.", "The end of validity is after its start."),
    "LEGAL_BASIS_MISSING": Message("Bộ tiêu chí đã phê duyệt phải có căn cứ pháp lý và ngày bắt đầu hiệu lực.", "An approved set has a legal basis and a first day of validity."),
    "APPROVED_SET": Message("Bộ tiêu chí {version} không còn là dự thảo: hãy lập phiên bản mới.", "The set {version} is no longer a draft: please make a new version."),
    "OTHER_SET": Message("Đây là bộ tiêu chí khác: {name}.", "This is another set: {name}."),
    "NOT_JSON": Message("Đây không phải là văn bản JSON.", "This is not a JSON text."),
    "NOT_A_DRAFT": Message("Bộ tiêu chí được gửi lên phải là dự thảo.", "A set that is sent in is a draft."),
    "TEMPLATE_STAYS": Message("Bản mẫu đi kèm hệ thống không sửa được: hãy đặt tên khác.", "The template that is shipped is not edited: please take another name."),
    "CHANGED_SINCE": Message("Bộ tiêu chí đã được sửa; hãy đọc lại bản mới.", "The set was changed since; please read it again."),
    # sheets
    "NO_SUCH_PERIOD": Message("Không có kỳ {period}; năm dương lịch không cần mở, kỳ khác phải mở trước.", "There is no period {period}; a calendar year need not be opened, others must be."),
    "SHEET_EXISTS": Message("Phiếu chấm điểm của kỳ này đã được mở.", "The sheet of this period was opened already."),
    "SHEET_NOT_OPENED": Message("Phiếu chấm điểm của kỳ này chưa được mở.", "The sheet of this period was not opened yet."),
    "WRONG_STATE": Message("Phiếu đang ở trạng thái {state}; không thể làm việc này.", "The sheet is {state}; this cannot be done in that state."),
    "PERIOD_PUBLISHED": Message("Điểm của kỳ {period} đã được công bố.", "The scores of {period} are published."),
    "OTHER_SUBJECT_KIND": Message("Bộ tiêu chí này dành cho đối tượng khác.", "This set is for another kind of subject."),
    "PERIOD_NOT_OVER": Message("Kỳ {period} chưa kết thúc: công việc của kỳ chưa đếm xong.", "The period {period} is not over: its work is still being counted."),
    "MIXED_CLUSTER": Message("Cụm, khối {code} không thể có cả tập thể và cá nhân.", "The cluster {code} cannot have both collectives and individuals."),
    "NOT_APPROVED": Message("Chỉ chấm theo bộ tiêu chí đã được phê duyệt, hoặc bản mẫu.", "Sheets are scored by an approved set, or by the template."),
    "RETIRED_SET": Message("Bộ tiêu chí {version} đã ngừng dùng: phiếu đã mở vẫn chấm tiếp, không mở phiếu mới.", "The set {version} is retired: sheets that are open go on, new ones are not opened."),
    "RETIRING_REASON": Message("Hãy nêu lý do ngừng dùng.", "Please say why it is retired."),
    "NO_LINES": Message("Chưa nêu tiêu chí nào.", "No criterion is named."),
    "LINE_TWICE": Message("Tiêu chí {code} được nêu hai lần.", "The criterion {code} is named twice."),
    "MEASURED": Message("Số liệu này do danh mục tự đếm, không nhập tay được.", "The catalogue itself counts this; nobody types it."),
    "REASON_MISSING": Message("Hãy nêu lý do thay đổi điểm.", "Please say why the points are changed."),
    "SNAPSHOT_MISSING": Message("Kỳ {period} chưa chốt số liệu độ phủ.", "The coverage of {period} was not closed yet."),
    "SNAPSHOT_ALTERED": Message("Bản chốt số liệu {id} không còn nguyên vẹn.", "The snapshot {id} is not what it was."),
    "VALUES_OR_POINTS": Message("Chỉ nêu số liệu, mức hoặc điểm: một trong ba.", "Values, a choice or points: one of them."),
    "NOTHING_TO_APPRAISE": Message("Hãy nêu số liệu hoặc điểm thẩm định.", "Please give the values or the points that were appraised."),
    "NOT_FINAL": Message("Phiếu của {subject} chưa được Hội đồng quyết định.", "The sheet of {subject} is not decided by the council."),
    "NO_SHEETS": Message("Kỳ {period} chưa có phiếu nào.", "The period {period} has no sheets."),
    # evidence
    "EVIDENCE_MISSING": Message("Tiêu chí {code} có điểm nhưng thiếu tài liệu kiểm chứng.", "The criterion {code} has points and no verifying document."),
    "EVIDENCE_TWICE": Message("Tài liệu này đã chứng minh cho tiêu chí {code}; một thành tích chỉ được tính một lần.", "This document proves {code} already; an achievement counts once."),
    "EVIDENCE_PLACE": Message("Nêu đúng một nơi của tài liệu: địa chỉ, tệp hoặc bản chốt.", "Name one place of the document: an address, a file or a snapshot."),
    "EVIDENCE_TITLE": Message("Tài liệu cần tên, không quá 500 ký tự.", "A document has a title, of at most 500 characters."),
    "EVIDENCE_URL": Message("Địa chỉ phải bắt đầu bằng http:// hoặc https://.", "An address starts with http:// or https://."),
    "EVIDENCE_SHA256": Message("Mã SHA-256 gồm 64 chữ số thập lục phân, và đúng là của tài liệu này.", "A SHA-256 has 64 hexadecimal digits, and is that of this document."),
    "EVIDENCE_TOO_MANY": Message("Quá nhiều tài liệu: tối đa {limit}.", "Too many documents: at most {limit}."),
    "FILE_UNKNOWN": Message("Không có tệp nào được lưu với mã này.", "No file is stored under this digest."),
    "FILE_GONE": Message("Tệp “{title}” không còn trong kho.", "The file “{title}” is no longer there."),
    "FILE_CHANGED": Message("Tệp “{title}” đã bị thay đổi.", "The file “{title}” was altered."),
    "SNAPSHOT_UNKNOWN": Message("Không có bản chốt số liệu này.", "There is no such snapshot."),
    # points
    "INPUT_MISSING": Message("Thiếu số liệu “{name}”.", "The input “{name}” is missing."),
    "INPUT_NOT_EXPECTED": Message("Tiêu chí này không có số liệu “{name}”.", "The criterion has no input “{name}”."),
    "NOT_WHOLE": Message("Số đếm phải là số nguyên.", "A count is a whole number."),
    "PART_ABOVE_WHOLE": Message("Tử số {part} lớn hơn mẫu số {whole}.", "The numerator {part} is above the denominator {whole}."),
    "NOT_YES_OR_NO": Message("Chỉ nhận 0 (không) hoặc 1 (có).", "Only 0 (no) and 1 (yes) are taken."),
    "UNKNOWN_CHOICE": Message("Hãy chọn một trong các mức của tiêu chí.", "Please choose one of the criterion’s levels."),
    "CHOICE_NOT_EXPECTED": Message("Tiêu chí này không có mức để chọn.", "The criterion has no levels to choose from."),
    "FIGURE_MISSING": Message("Thiếu số liệu của kỳ đã chốt.", "The closed period’s figure is missing."),
    "FIGURE_NOT_EXPECTED": Message("Tiêu chí này không lấy số liệu của kỳ đã chốt.", "The criterion takes no figure of a closed period."),
    "NOT_SCORED": Message("Nhóm không được chấm: điểm là tổng của các tiêu chí con.", "A group is not scored: its points are the sum of its criteria."),
    # totals and ranks
    "SCORE_MISSING": Message("Chưa có điểm của tiêu chí {code}.", "The criterion {code} has no points yet."),
    "DUPLICATE_SUBJECT": Message("{subject} có hai lần trong danh sách.", "{subject} is listed twice."),
    "OTHER_CRITERIA": Message("{subject} được chấm theo bộ tiêu chí khác.", "{subject} was scored by another set of criteria."),
}  # fmt: skip
"""The words of each problem, by its code."""


def problem(code: str, field: str | None = None, /, **facts: object) -> Problem:
    """A problem with its words, the facts put into them."""
    words = WORDS[code]
    return Problem(code, Message(words.vi.format(**facts), words.en.format(**facts)), field)
