"""What is told to a person whose coordinates cannot be read: one sentence for each mistake, with the way out."""

from __future__ import annotations

from catalog.errors import Message, Problem, ProblemsError

FIELD = "text"

MESSAGES = {
    "EMPTY": Message(
        "Chưa có tọa độ. Hãy nhập, ví dụ: 21.3831, 103.0176.",
        "There are no coordinates. Enter them like this: 21.3831, 103.0176.",
    ),
    "TOO_LONG": Message(
        "Văn bản dài quá {limit} ký tự. Hãy chỉ nhập một cặp tọa độ.",
        "The text is longer than {limit} characters. Enter one pair of coordinates only.",
    ),
    "UNREADABLE": Message(
        "Không đọc được “{part}”. Hãy viết như 21.3831, 103.0176 hoặc 21°23′09″B 103°01′04″Đ hoặc "
        "X=2365683.612 Y=502188.697.",
        "“{part}” cannot be read. Write 21.3831, 103.0176 or 21°23′09″N 103°01′04″E or X=2365683.612 "
        "Y=502188.697.",
    ),
    "ONE_NUMBER": Message(
        "Chỉ thấy một số; cần cả vĩ độ và kinh độ. Nếu dấu phẩy ngăn hai số, hãy viết dấu chấm phẩy, "
        "ví dụ: 21,3831; 103,0176.",
        "There is only one number; latitude and longitude are needed. If a comma separates two numbers, write "
        "a semicolon, such as 21.3831; 103.0176.",
    ),
    "SEVERAL_PAIRS": Message(
        "Có nhiều hơn hai số nên không rõ đâu là vị trí. Hãy nhập một cặp tọa độ, không kèm độ cao.",
        "There are more than two numbers, so it is not clear which are the position. Enter one pair, without "
        "an altitude.",
    ),
    "UNCLEAR_PARTS": Message(
        "Không rõ đâu là độ, phút, giây. Hãy viết đủ dấu, ví dụ: 21°23′09″B 103°01′04″Đ.",
        "Degrees, minutes and seconds cannot be told apart. Write their marks: 21°23′09″N 103°01′04″E.",
    ),
    "MINUTES_OUT_OF_RANGE": Message(
        "Phút và giây phải nhỏ hơn 60, nhưng ở đây có {number}. Hãy xem lại bản gốc.",
        "Minutes and seconds are less than 60, but here is {number}. Look at the original again.",
    ),
    "CONTRADICTION": Message(
        "Chữ và dấu chỉ hướng mâu thuẫn nhau. Cần một vĩ độ (B hoặc N) và một kinh độ (Đ hoặc T), mỗi số "
        "một hướng, không kèm dấu trừ.",
        "The letters and signs of direction contradict each other. One latitude (N or S) and one longitude (E "
        "or W) are needed, each with one direction and no minus sign.",
    ),
    "AMBIGUOUS_N": Message(
        "Chữ N có hai nghĩa: North là vĩ độ Bắc ({latitude}), Nam là vĩ độ Nam (-{latitude}). Hãy viết B nếu là "
        "Bắc, hoặc viết N cùng E cho kinh độ.",
        "The letter N has two meanings: north ({latitude}), or Nam, which is south (-{latitude}). Write B for "
        "Bắc (north), or N together with E for the longitude.",
    ),
    "UNSUPPORTED_SYSTEM": Message(
        "Hệ tọa độ đã ghi không khớp với các số. Nhận: độ WGS84, mét VN-2000 kinh tuyến trục 103°00′, hoặc mét "
        "UTM 48N WGS84 có ghi rõ “48N”. Độ VN-2000 lệch khoảng 223 m so với WGS84 nên phải chuyển trước.",
        "The system that is named does not fit the numbers. Taken are WGS84 degrees, VN-2000 metres with "
        "central meridian 103°00′, or WGS84 UTM 48N metres named “48N”. VN-2000 degrees are about 223 m off "
        "WGS84 and must be converted first.",
    ),
    "WRONG_ZONE": Message(
        "Có vẻ các số thuộc múi chiếu khác: {zones}. Điện Biên dùng VN-2000 kinh tuyến trục 103°00′ "
        "(EPSG:9205). Hãy xem múi chiếu ghi trên bản vẽ và chuyển về 103°00′.",
        "The numbers seem to belong to another zone: {zones}. Điện Biên uses VN-2000 with central meridian "
        "103°00′ (EPSG:9205). See which zone the drawing names and convert to 103°00′.",
    ),
    "OUTSIDE_GRID": Message(
        "Không phải tọa độ VN-2000 của tỉnh: Y (đông) từ 410400 đến 561800, X (bắc) từ 2310000 đến 2494700. "
        "Hãy xem lại các số, nhất là số chữ số.",
        "These are no VN-2000 metres of this province: Y (east) runs from 410400 to 561800, X (north) from "
        "2310000 to 2494700. Check the numbers, above all how many digits they have.",
    ),
    "OUTSIDE_PROVINCE": Message(
        "Vĩ độ {latitude}, kinh độ {longitude} nằm ngoài tỉnh Điện Biên (vĩ độ 20–23 Bắc, kinh độ 102–104 "
        "Đông). Hãy kiểm tra lại tọa độ.",
        "Latitude {latitude}, longitude {longitude} lies outside Điện Biên province (latitude 20–23 north, "
        "longitude 102–104 east). Please check the coordinate.",
    ),
    "WRONG_HEMISPHERE": Message(
        "Tọa độ được đọc là nam bán cầu hoặc tây bán cầu (vĩ độ {latitude}, kinh độ {longitude}), nằm ngoài "
        "tỉnh Điện Biên. Vĩ độ của tỉnh là Bắc (B, tiếng Anh N), kinh độ là Đông (Đ, tiếng Anh E).",
        "This reads as the southern or western hemisphere (latitude {latitude}, longitude {longitude}), outside "
        "Điện Biên province. Its latitudes are north (N, in Vietnamese B), its longitudes east (E, in "
        "Vietnamese Đ).",
    ),
    "MISSING_DATUM_SHIFT": Message(
        "Điểm lệch khỏi vị trí đã biết đúng bằng phép chuyển từ VN-2000 sang WGS84 bị bỏ sót (khoảng 223 m). "
        "Hãy nhập số VN-2000 gốc (mét), hoặc chuyển lại có phép dịch gốc tọa độ.",
        "The point is off the known position by exactly the shift from VN-2000 to WGS84 (about 223 m), which "
        "was left out. Enter the original VN-2000 metres, or convert again with the datum shift.",
    ),
    "KNOWN_WITHOUT_DATUM_SHIFT": Message(
        "Vị trí đã biết lệch khỏi điểm này đúng bằng phép chuyển VN-2000 sang WGS84 (khoảng 223 m): có lẽ vị trí "
        "đã biết thiếu phép chuyển ấy, hoặc số mét là của WGS84. Hãy so với bản gốc.",
        "The known position is off this point by exactly the shift from VN-2000 to WGS84 (about 223 m): probably "
        "the known position lacks it, or the metres are of WGS84. Compare with the original.",
    ),
    "SWAPPED_AXES": Message(
        "Hai số đã được đổi chỗ: số nào là bắc, số nào là đông thấy rõ từ độ lớn. Giấy tờ Việt Nam ghi X là "
        "bắc, Y là đông.",
        "The two numbers were exchanged: their size shows which is north and which is east. Vietnamese papers "
        "write X for north and Y for east.",
    ),
    "ACCEPTED": Message(" Đã chấp nhận ngoại lệ: {reason}", " Accepted as an exception: {reason}"),
}


def sentence(kind: str, **values: str) -> Message:
    """The sentence for a kind of mistake, with its values filled in."""
    message = MESSAGES[kind]
    return Message(message.vi.format(**values), message.en.format(**values))


def problem(code: str, kind: str | None = None, **values: str) -> Problem:
    """The problem with this code; `kind` chooses another sentence than the code's own."""
    return Problem(code, sentence(kind or code, **values), FIELD)


def refusal(code: str, kind: str | None = None, **values: str) -> ProblemsError:
    """The same as an error of one problem, to be raised."""
    return ProblemsError([problem(code, kind, **values)])
