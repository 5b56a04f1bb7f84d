"""Every sentence of the public pages, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from catalog.coverage.declared import LISTS
from catalog.errors import Message
from catalog.places import legal_day
from web.headers import DEMO_NAME, DEMO_SAYS
from web.pages.closed_words import CLOSED
from web.pages.progress_words import PROGRESS

LANGUAGES = ("vi", "en")

FRAME: Mapping[str, Message] = {
    "catalogue": Message("Danh mục di tích Điện Biên", "Điện Biên heritage catalogue"),
    "description": Message(
        "Di tích, danh thắng và điểm du lịch của tỉnh Điện Biên, mỗi dữ kiện kèm nguồn.",
        "Heritage and tourist places of Điện Biên province, Viet Nam, each fact with its source."),
    "skip": Message("Đến nội dung chính", "Skip to the content"),
    "demo_name": DEMO_NAME, "demo": DEMO_SAYS,
    "menu": Message("Trình đơn", "Menu"), "home": Message("Trang chủ", "Home"),
    "you_are_here": Message("Bạn đang ở", "You are here"),
    "explorer": Message("Dữ liệu cho ứng dụng", "Data for apps"),
    "other_language": Message("English", "Tiếng Việt"),
    "footer": Message("Dữ kiện lấy từ nguồn công khai, ghi ở từng trang; chỗ nào chưa biết thì nói là chưa biết.",
                      "Facts come from public sources, named on each page; what is not known is said to be not known."),
    "licence": Message("Phần mềm nguồn mở, giấy phép Apache-2.0.", "Open-source software under Apache-2.0."),
    "staff": Message("Dành cho cán bộ: đăng nhập", "For staff: sign in"),
    "search": Message("Tìm", "Search"),
    "search_label": Message("Tìm di tích, điểm du lịch", "Search heritage and tourist places"),
    "search_hint": Message("Gõ không dấu cũng được; tên cũ và tên khác cũng tìm thấy.",
                           "Vietnamese marks are not needed; former and other names are found too."),
    "for_example": Message("Ví dụ:", "For example:"),
    "not_found": Message("Không có trang này", "There is no such page"),
    "not_found_help": Message("Địa chỉ có thể gõ nhầm hoặc chưa từng có. Hãy tìm địa điểm theo tên.",
                              "The address may be mistyped, or never was. Search for the place by its name."),
    "gone": Message("Địa điểm này đã được gỡ khỏi danh mục", "This place was withdrawn from the catalogue"),
    "gone_help": Message("Bản ghi không còn công bố nữa. Mã và lịch sử của nó vẫn được lưu giữ.",
                         "The record is no longer public. Its code and history are kept."),
    "all_sites": Message("Tất cả địa điểm", "All places"),
}  # fmt: skip

HOME: Mapping[str, Message] = {
    "province": Message("Tỉnh Điện Biên", "Điện Biên province, Viet Nam"),
    "tagline": Message("Mỗi di tích một trang, mỗi dữ kiện một nguồn.", "A page for every place, a source for every fact."),
    "intro": Message(
        "Danh mục ghi lại di tích đã xếp hạng và điểm du lịch của tỉnh: quyết định, vị trí, thành phần, và cả những điều "
        "còn chưa biết. Người dân và du khách tra cứu; ứng dụng đọc dữ liệu; ai cũng kiểm lại được từng con số.",
        "This catalogue records the ranked relics and tourist places of the province: decisions, position, parts, and what "
        "is not known yet. Residents and visitors look things up, apps read the data, and anybody can check every figure."),
    "figure_sites": Message("địa điểm", "places"), "figure_units": Message("xã, phường", "communes and wards"),
    "figure_placed": Message("có vị trí riêng", "with a position of their own"),
    "results": Message("Kết quả cho “{}”", "Results for “{}”"),
    "result_count": Message("{} địa điểm", "{} places"), "result_count_one": Message("1 địa điểm", "1 place"),
    "no_results": Message("Không tìm thấy “{}”", "Nothing was found for “{}”"),
    "no_results_help": Message("Hãy thử ít từ hơn, một tên khác, hoặc chọn một xã, phường dưới đây.",
                               "Try fewer words, another name, or choose a commune or ward below."),
    "none_in_unit": Message("Chưa có địa điểm nào ở đây", "No place here yet"),
    "none_in_unit_help": Message("Danh mục chưa ghi địa điểm nào thuộc đơn vị này. Điều đó không có nghĩa là nơi đây không có di tích.",
                                 "The catalogue has no place in this unit. That does not mean that there is none."),
    "clear": Message("Xem tất cả địa điểm", "See all places"),
    "unit_code": Message("Mã đơn vị {}", "Unit code {}"),
    "made_of": Message("Lập ngày {} từ: {}.", "Formed on {} from: {}."),
    "next": Message("Trang sau", "Next page"), "previous": Message("Trang trước", "Previous page"),
    "pages": Message("Chuyển trang", "Pages"),
    "map": Message("Bản đồ và xã, phường", "Map, communes and wards"),
    "map_title": Message("Tỉnh Điện Biên và {} xã, phường", "Điện Biên province and its {} communes and wards"),
    "map_description": Message(
        "Mỗi vùng là một xã hoặc phường; mỗi chấm là một địa điểm đã biết vị trí. Danh sách bên cạnh có cùng nội dung.",
        "Each area is a commune or ward; each dot is a place whose position is known. The list beside it says the same."),
    "map_help": Message("Chọn một vùng để xem các địa điểm ở đó.", "Choose an area to see the places in it."),
    "map_skip": Message("Bỏ qua bản đồ, đến danh sách xã, phường", "Skip the map, go to the list of communes"),
    "map_drawn": Message("Chỉ vẽ {} địa điểm đã biết vị trí riêng; không lấy trung tâm xã thay cho vị trí di tích.",
                         "Only the {} places whose own position is known are drawn; a commune’s centre never stands for a place."),
    "map_source": Message("Ranh giới: {}; đã làm trơn, lệch không quá {} m.", "Boundaries: {}; simplified, off by no more than {} m."),
    "communes": Message("Xã, phường", "Communes and wards"),
    "commune_tally": Message("số địa điểm", "places"),
    "without_commune": Message("Còn {} địa điểm chưa rõ xã, phường hiện nay.", "Of {} more places the present commune is not known yet."),
    "known": Message("Danh mục biết gì, còn thiếu gì", "What the register knows, and what it lacks"),
    "known_help": Message(
        "Số đã biết tên, đặt cạnh số mà quyết định và danh mục chính thức công bố. Hai số có thể ứng với hai ngày khác nhau.",
        "What is known by name, beside what decisions and official lists declare. The two may speak of different days."),
    "known_row": Message("Loại", "What"), "known_entries": Message("Đã biết", "Known"), "known_declared": Message("Công bố", "Declared"),
    "declared_by": Message("Theo {}", "According to {}"), "declared_on": Message("{}, ngày {}", "{}, {}"),
    "declared_in_year": Message("{}, năm {}", "{}, {}"),
    **{f"list_{name}": title for name, title in LISTS.items()},
    "battlefield_parts": Message("Điểm thành phần của di tích {}", "Parts of {} relics"),
    "decisions_in_force": Message("các quyết định đang hiệu lực", "the decisions in force"),
}  # fmt: skip

RANKS: Mapping[str, Message] = {
    "special_national": Message("Quốc gia đặc biệt", "Special national"), "national": Message("Quốc gia", "National"),
    "provincial": Message("Cấp tỉnh", "Provincial"), "unranked": Message("Kiểm kê, chưa xếp hạng", "Inventoried, not ranked"),
    "part_of_special_national": Message("Thành phần di tích quốc gia đặc biệt", "Part of a special national relic"),
    "part_of_national": Message("Thành phần di tích quốc gia", "Part of a national relic"),
    "part_of_provincial": Message("Thành phần di tích cấp tỉnh", "Part of a provincial relic"),
    "rank_unknown": Message("Chưa rõ hạng", "Rank unknown"),
    "scheme_RELIC_INVENTORY": Message("Trong danh mục kiểm kê", "In the inventory"),
    "scheme_TOURIST_SITE": Message("Điểm du lịch được công nhận", "Recognised tourist site"),
    "scheme_TOURIST_AREA": Message("Khu du lịch được công nhận", "Recognised tourist area"),
    "scheme_UNESCO": Message("Danh hiệu UNESCO", "UNESCO designation"), "scheme_OTHER": Message("Danh hiệu khác", "Other designation"),
    "history": Message("Lịch sử xếp hạng", "Rank history"),
    "no_history": Message("Không nguồn nào cho thấy địa điểm này đã được xếp hạng.", "No source shows that this place was ever ranked."),
    "history_through": Message("Điểm này không có quyết định xếp hạng riêng; nó mang hạng của quần thể {}.",
                               "This place has no ranking decision of its own; it bears the rank of {}."),
    "joined": Message("Thành điểm thành phần", "Became a part"),
    "joined_INFERRED": Message("Đợt công nhận do nguồn suy ra bằng phép loại trừ, chưa thấy phụ lục gốc của quyết định.",
                               "The source inferred the batch by elimination; the decision’s own annex was not seen."),
    "decision": Message("Quyết định {}", "Decision {}"), "decision_unknown": Message("Chưa tìm thấy quyết định", "No decision was found"),
    "decision_undated": Message("Quyết định {}, chưa rõ ngày ký", "Decision {}, date not known"),
    "authority_unknown": Message("chưa rõ cơ quan ban hành", "issuing body not known"),
    "until": Message("đến trước {}", "until {}"), "replaced_by": Message("rồi thay bằng {}", "then replaced by {}"),
    "start_unknown": Message("Chưa rõ từ khi nào", "Since when is not known"),
    "known_since": Message("Nguồn sớm nhất mà danh mục có cho thấy hạng này ngày {}. Với ngày trước đó, câu trả lời là “chưa rõ”, không phải “không”.",
                           "The earliest source the register has shows this rank on {}. For any day before, the answer is “unknown”, not “no”."),
    "ask_rank": Message("Hạng vào một ngày", "Rank on a day"), "ask": Message("Hỏi", "Ask"),
    "rank_on": Message("Ngày {}:", "On {}:"),
    "answer_UNKNOWN": Message("chưa rõ. Có nguồn cho thấy hạng về sau, nhưng không nguồn nào cho biết từ ngày nào.",
                              "unknown. A source shows a rank later, but none shows since when."),
    "answer_NONE": Message("không có hạng nào.", "no rank."),
    "answer_NOT_PART_YET": Message("chưa rõ. Quyết định đầu tiên nêu điểm này có sau ngày đó.",
                                   "unknown. The first decision that names this part came later."),
}  # fmt: skip

SITE: Mapping[str, Message] = {
    "imported": Message("Nhập từ danh mục và nguồn công khai, chưa có người thẩm định.",
                        "Taken from official lists and public sources, not yet reviewed by a person."),
    "reviewed": Message("Đã có người thẩm định ngày {}.", "Reviewed by a person on {}."),
    "revision": Message("Bản {}, công bố ngày {}", "Revision {}, published on {}"),
    "facts": Message("Thông tin chính", "Key facts"), "kind": Message("Loại hình", "Kind"), "code": Message("Mã địa điểm", "Place code"),
    "unit": Message("Xã, phường", "Commune or ward"), "former_address": Message("Trước 01/07/2025", "Before 1 July 2025"),
    "address_in_decision": Message("Địa chỉ trong quyết định", "Address in the decision"),
    "other_names": Message("Tên khác", "Other names"), "managing_body": Message("Đơn vị quản lý", "Managed by"),
    "period": Message("Niên đại", "Period"), "part_of": Message("Thuộc quần thể", "Part of"),
    "located_in": Message("Nằm trong khu vực", "Stands inside"),
    "visitors": Message("Cho du khách", "For visitors"), "verified_on": Message("Kiểm tra ngày {}.", "Checked on {}."),
    "parts": Message("Các điểm thành phần", "Parts"),
    "parts_declared": Message("Các quyết định công bố {} điểm thành phần. Danh mục biết tên {} điểm; {} điểm chưa rõ tên.",
                              "The decisions declare {} parts. The register knows {} of them by name; {} are not known."),
    "mark_stated": Message("{} điểm có nguồn nêu tên", "{} named by a source"), "mark_inferred": Message("{} điểm suy ra", "{} inferred"),
    "mark_unknown": Message("{} điểm chưa rõ tên", "{} not known by name"),
    "parts_steps": Message("Số điểm qua các thời kỳ", "How many parts, through time"),
    "step_since": Message("Từ ngày", "From"), "step_declared": Message("Công bố", "Declared"), "step_known": Message("Biết tên", "Known by name"),
    "step_decision": Message("Quyết định", "Decision"),
    "parts_of_decision": Message("Theo quyết định {} ({})", "By decision {} ({})"), "inferred": Message("suy ra", "inferred"),
    "parts_other": Message("Chưa rõ theo quyết định nào", "Decision not known"),
    "candidates": Message("Chưa xác nhận là thành phần", "Membership not confirmed"),
    "candidates_help": Message("Có nguồn nhắc đến, nhưng chưa nguồn nào xác nhận; không tính vào các con số trên.",
                               "Mentioned by a source but confirmed by none; not counted above."),
    "position": Message("Vị trí", "Position"),
    "locator": Message("Bản đồ vùng quanh {}, bán kính 5 km, và vị trí trong tỉnh", "Map of the surroundings of {}, radius 5 km, and where it lies in the province"),
    "locator_unit": Message("Bản đồ tỉnh với {} được tô đậm", "Map of the province with {} highlighted"),
    "locator_parts": Message("Bản đồ tỉnh với {} điểm thành phần đã biết vị trí", "Map of the province with the {} parts whose position is known"),
    "locator_none": Message("Bản đồ tỉnh, không đánh dấu vị trí nào", "Map of the province with no position marked"),
    "parts_placed": Message("Các chấm là {} điểm thành phần đã biết vị trí.", "The dots are the {} parts whose position is known."),
    "precision_SITE": Message("Vị trí đã khảo sát tại chỗ.", "The position was surveyed on the ground."),
    "precision_APPROXIMATE": Message("Vị trí gần đúng, có thể lệch vài trăm mét.", "An approximate position, which may be off by a few hundred metres."),
    "precision_UNVERIFIED": Message("Vị trí lấy từ một nguồn chưa kiểm chứng.", "The position is from a source that was not checked."),
    "precision_LOW": Message("Vị trí thô: nguồn chỉ ghi hai chữ số thập phân, có thể lệch hơn nửa ki-lô-mét.",
                             "A coarse position: the source gives two decimals only, so it may be off by more than half a kilometre."),
    "precision_CONFLICT": Message("Các nguồn ghi vị trí khác nhau, nên danh mục chưa đặt điểm nào lên bản đồ:",
                                  "Sources disagree about the position, so no point is set on the map:"),
    "precision_ADMIN_UNIT_ONLY": Message("Chỉ biết xã, phường. Trung tâm xã không phải là vị trí của di tích, nên bản đồ không có chấm nào.",
                                         "Only the commune or ward is known. Its centre is not the place itself, so the map shows no dot."),
    "precision_UNKNOWN": Message("Chưa nguồn nào cho biết vị trí.", "No source gives a position yet."),
    "method_GNSS_RTK": Message("đo GNSS RTK", "GNSS RTK"), "method_HANDHELD_GNSS": Message("đo GNSS cầm tay", "handheld GNSS"),
    "method_MAP": Message("đọc từ bản đồ", "read from a map"), "method_CONVERTED": Message("chuyển từ hệ tọa độ khác", "converted from another system"),
    "method_GEOCODED": Message("suy từ địa chỉ", "geocoded from the address"), "method_PUBLISHED_SOURCE": Message("từ nguồn đã công bố", "from a published source"),
    "latitude_longitude": Message("Vĩ độ, kinh độ (WGS84)", "Latitude, longitude (WGS84)"), "accuracy": Message("Sai số", "Accuracy"),
    "method": Message("Cách xác định", "Method"), "source_numbers": Message("Nguồn ghi", "As in the source"),
    "unnamed_source": Message("nguồn chính của bản ghi", "the record’s main source"),
    "nearby": Message("Trong vòng 5 km", "Within 5 km"), "nearby_help": Message("Chỉ gồm địa điểm đã biết vị trí.", "Only places whose position is known."),
    "pictures": Message("Ảnh", "Pictures"), "open_picture": Message("Mở ảnh lớn", "Open the large picture"),
    "captured_on": Message("Chụp {}.", "Taken {}."),
    "dossier": Message("Hồ sơ khoa học", "Scientific dossier"),
    "dossier_count": Message("Đã có {} trong {} thành phần phải có.", "{} of {} parts that it needs are there."),
    "dossier_PRESENT": Message("có", "there"), "dossier_MISSING": Message("còn thiếu", "missing"),
    "dossier_NOT_APPLICABLE": Message("không áp dụng", "does not apply"),
    "dossier_pages": Message("{} trang", "{} pages"), "dossier_pages_one": Message("1 trang", "1 page"),
    "dossier_help": Message("Tệp của hồ sơ do cơ quan quản lý giữ. Các thành phần theo:",
                            "The files themselves are kept by the office. The parts are those of"),
    "missing": Message("Còn thiếu", "Still missing"), "note": Message("Ghi chú biên tập", "Editorial note"),
    "sources": Message("Nguồn", "Sources"), "source": Message("Nguồn", "Source"), "source_of": Message("về {}", "on {}"),
    "states": Message("nguồn này ghi khác: {}", "this source says otherwise: {}"), "read_on": Message("xem ngày {}", "read on {}"),
    "data": Message("Dữ liệu", "Data"), "as_graphql": Message("Cùng dữ liệu qua GraphQL (JSON)", "The same data through GraphQL (JSON)"),
    "data_help": Message("Ứng dụng đọc đúng những dữ kiện này.", "Apps read exactly these facts."),
    "language_vi": Message("bằng tiếng Việt", "in Vietnamese"), "language_en": Message("bằng tiếng Anh", "in English"),
    "language_fr": Message("tiếng Pháp", "French"),
    "reason_KHONG_AP_DUNG": Message("không áp dụng", "does not apply"), "reason_CHUA_XAC_DINH": Message("chưa xác định", "not determined yet"),
    "reason_KHONG_RO": Message("đã tìm, không rõ", "searched, not known"), "reason_CHUA_NHAP": Message("chưa nhập", "not entered yet"),
    "field_kinds": Message("loại hình", "kind"), "field_admin_unit": Message("xã, phường", "commune or ward"),
    "field_location": Message("vị trí", "position"), "field_summary": Message("tóm tắt", "summary"),
    "field_description": Message("mô tả", "description"), "field_period": Message("niên đại", "period"),
    "field_managing_body": Message("đơn vị quản lý", "managing body"), "field_designations": Message("xếp hạng", "rank"),
    "fact_OPENING_HOURS": Message("Giờ mở cửa", "Opening hours"), "fact_FEE": Message("Phí tham quan", "Fee"),
    "fact_CONTACT": Message("Liên hệ", "Contact"), "fact_DIRECTIONS": Message("Đường đến", "Directions"),
    "fact_PARKING": Message("Bãi đỗ xe", "Parking"), "fact_TOILETS": Message("Nhà vệ sinh", "Toilets"),
    "fact_SIGNS": Message("Biển chỉ dẫn", "Signs"), "fact_GUIDING": Message("Thuyết minh", "Guiding"),
    "fact_ACCESSIBILITY": Message("Cho người khuyết tật", "Accessibility"), "fact_SECURITY": Message("An ninh", "Security"),
    "fact_FIRE_SAFETY": Message("Phòng cháy", "Fire safety"),
}  # fmt: skip

SENSES: Mapping[str, Message] = {
    "senses": Message("Nghe, xem và nhìn quanh", "To hear, watch and look around"),
    "kind_AUDIO": Message("Bản ghi âm", "Sound recording"), "kind_VIDEO": Message("Phim", "Film"),
    "kind_MODEL": Message("Mô hình 3D", "3D model"), "kind_PANORAMA": Message("Ảnh toàn cảnh", "Panorama"),
    "recorded_on": Message("Ghi {}.", "Recorded {}."), "made_on": Message("Tạo {}.", "Made {}."),
    "play_file": Message("Mở tệp", "Open the file"), "lasts": Message("dài {}", "lasts {}"),
    "triangles": Message("{} tam giác", "{} triangles"),
    "captions": Message("Phụ đề", "Captions"), "transcript": Message("Bản chép lời", "Transcript"),
    "panorama_of": Message("Ảnh toàn cảnh, cuộn ngang được: {}", "Panorama, scrolls sideways: {}"),
    "panorama_help": Message("Cuộn ngang, hoặc chọn ảnh rồi dùng phím mũi tên trái, phải.",
                             "Scroll sideways, or select the picture and use the left and right arrow keys."),
    "fetch_model": Message("tải tệp GLB", "download the GLB file"),
    "model_help": Message("Mở được bằng phần mềm 3D hoặc trình xem glTF; trang này không vẽ mô hình.",
                          "It opens in 3D software or a glTF viewer; this page does not draw it."),
    "model_not_shared": Message("Giấy phép không cho tải mô hình này.", "Its rights do not allow the model to be downloaded."),
    "paradata": Message("Được tạo ra như thế nào", "How it was made"),
    "paradata_basis": Message("Cơ sở", "Basis"), "paradata_method": Message("Phương pháp", "Method"),
    "paradata_device": Message("Thiết bị", "Device"), "paradata_operator": Message("Người thực hiện", "Done by"),
    "paradata_made_edtf": Message("Thời gian", "When"), "paradata_sources": Message("Nguồn dựng", "From what"),
    "paradata_software": Message("Phần mềm", "Software"), "paradata_accuracy": Message("Độ chính xác", "Accuracy"),
    "basis_CAPTURE": Message("ghi lại hiện trạng", "captured as it stands"),
    "basis_RECONSTRUCTION": Message("phục dựng", "a reconstruction"),
    "basis_MIXED": Message("một phần ghi lại, một phần phục dựng", "partly captured, partly reconstructed"),
    "tongue_vi": Message("Tiếng Việt", "Vietnamese"), "tongue_en": Message("Tiếng Anh", "English"),
    "tongue_fr": Message("Tiếng Pháp", "French"), "tongue_zh": Message("Tiếng Trung", "Chinese"),
    "tongue_lo": Message("Tiếng Lào", "Lao"), "tongue_th": Message("Tiếng Thái Lan", "Thai"),
    "tongue_blt": Message("Tiếng Thái Đen", "Tai Dam"), "tongue_hmn": Message("Tiếng Mông", "Hmong"),
}  # fmt: skip

WORDS: Mapping[str, Message] = {**FRAME, **HOME, **RANKS, **SITE, **SENSES, **PROGRESS, **CLOSED}

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


class Say:
    """The sentences in one language; `say("key", ...)` fills in what is given."""

    def __init__(self, language: str, words: Mapping[str, Message] = WORDS) -> None:
        self.language = language
        self.words = words

    def __call__(self, key: str, *values: object) -> str:
        """The sentence under `key`; raises `KeyError` if there is none."""
        return self.words[key].in_language(self.language).format(*values)

    def field(self, name: str) -> str:
        """What a field of the record is called; its own name if there is no word for it."""
        key = f"field_{name}"
        return self(key) if key in self.words else name

    def tongue(self, language: str) -> str:
        """What a language is called; its tag if there is no word for it."""
        key = f"tongue_{language}"
        return self(key) if key in self.words else language

    def duration(self, seconds: float) -> str:
        """Hours, minutes and seconds as players write them: 3:05, 1:02:09."""
        minutes, rest = divmod(max(1, round(seconds)), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"

    def number(self, value: int) -> str:
        """A whole number in groups of three: 12.345 in Vietnamese, 12,345 in English."""
        return f"{value:,}".replace(",", "." if self.language == "vi" else ",")

    def megabytes(self, size: int) -> str:
        """A file's size for people: "0,3 MB"."""
        text = f"{max(0.1, size / 1e6):.1f} MB"
        return text.replace(".", ",") if self.language == "vi" else text

    def date(self, day: date) -> str:
        """A date as people write it: 12/08/2009 in Vietnamese, 12 August 2009 in English."""
        if isinstance(day, datetime):
            day = legal_day(day)
        if self.language == "vi":
            return f"{day.day:02}/{day.month:02}/{day.year}"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def length(self, metres: float) -> str:
        """Metres for people: "410 m", "5,2 km"."""
        text = f"{metres:.0f} m" if metres < 999.5 else f"{metres / 1000:.1f} km"
        return text.replace(".", ",") if self.language == "vi" else text
