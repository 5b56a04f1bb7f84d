"""Every sentence of the public pages, in Vietnamese and English."""

from __future__ import annotations

from catalog.terms import VISITOR_FACTS, LocationPrecision, MissingCode

WORDS: dict[str, tuple[str, str]] = {
    "catalogue": ("Danh mục di tích Điện Biên", "Điện Biên heritage catalogue"),
    "tagline": ("Di tích, danh thắng và điểm du lịch của tỉnh, mỗi dữ kiện kèm nguồn.",
                "The province's heritage and tourist sites, each fact with its source."),
    "intro": ("Danh mục này ghi lại từng di tích đã xếp hạng và điểm du lịch của tỉnh Điện Biên: quyết định, vị trí, "
              "thành phần, và cả những điều còn chưa biết. Người dân tra cứu; các ứng dụng của thành phố đọc dữ liệu; "
              "người chấm thi đua mở được từng con số.",
              "This catalogue records every ranked relic and tourist place of Điện Biên province: decisions, position, "
              "parts, and what is not known yet. Residents look things up, city apps read the data, and evaluators "
              "can open every figure."),
    "search": ("Tìm kiếm", "Search"),
    "search_hint": ("Tên di tích, tên khác, xã phường; gõ không dấu cũng được", "A name, another name, a commune; marks are not needed"),
    "results": ("Kết quả cho “{}”", "Results for “{}”"),
    "result_count": ("{} địa điểm", "{} sites"),
    "no_results": ("Không tìm thấy địa điểm nào cho “{}”.", "No site was found for “{}”."),
    "no_results_help": ("Thử ít từ hơn, một tên khác, hoặc chọn một xã, phường trên bản đồ.",
                        "Try fewer words, another name, or choose a commune on the map."),
    "sites_in": ("Địa điểm ở {}", "Sites in {}"),
    "none_in_unit": ("Danh mục chưa ghi địa điểm nào ở đơn vị này.", "The catalogue has no site in this unit yet."),
    "all_sites": ("Tất cả địa điểm", "All sites"),
    "next": ("Trang sau", "Next page"),
    "previous": ("Trang trước", "Previous page"),
    "map": ("Bản đồ tỉnh", "Map of the province"),
    "map_title": ("Tỉnh Điện Biên và 45 xã, phường", "Điện Biên province and its 45 communes and wards"),
    "map_description": ("Mỗi vùng là một xã hoặc phường; mỗi chấm là một địa điểm đã biết vị trí. Danh sách bên dưới có cùng nội dung.",
                        "Each area is a commune or ward; each dot is a site whose position is known. The list below has the same contents."),
    "map_source": ("Ranh giới: thanglequoc/vietnamese-provinces-database (bản cd58063, theo bản đồ của Nhà xuất bản Tài nguyên – Môi trường và Bản đồ), đã làm trơn, lệch không quá 230 m. Chỉ {} địa điểm có vị trí được vẽ.",
                   "Boundaries: thanglequoc/vietnamese-provinces-database (cd58063, after the map of the Natural Resources, Environment and Cartography Publishing House), simplified, off by no more than 230 m. Only the {} sites with a known position are drawn."),
    "communes": ("Xã, phường", "Communes and wards"),
    "known": ("Danh mục biết gì, còn thiếu gì", "What the register knows, and what it lacks"),
    "known_help": ("Số dòng danh mục xếp hạng đã biết tên, cạnh số mà quyết định công bố. Danh mục này chưa đầy đủ và nói rõ điều đó.",
                   "Register lines known by name, beside the number that decisions declare. This register is not complete, and says so."),
    "known_row": ("Cấp", "Grade"), "known_entries": ("Biết tên", "Known by name"),
    "known_declared": ("Công bố", "Declared"), "known_source": ("Theo", "According to"),
    "battlefield_parts": ("Điểm thành phần Chiến trường Điện Biên Phủ", "Parts of the Điện Biên Phủ battlefield"),
    "decisions_in_force": ("các quyết định đang hiệu lực", "the decisions in force"),
    "special_national": ("Quốc gia đặc biệt", "Special national"), "national": ("Quốc gia", "National"),
    "provincial": ("Cấp tỉnh", "Provincial"), "unranked": ("Kiểm kê, chưa xếp hạng", "Inventoried, not ranked"),
    "imported": ("Nhập từ danh mục chính thức, chưa có người thẩm định", "Taken from official lists, not yet reviewed by a person"),
    "revision": ("Bản {} · công bố {}", "Revision {} · published {}"),
    "facts": ("Thông tin", "Facts"), "kind": ("Loại hình", "Kind"), "grade": ("Xếp hạng hiện nay", "Rank today"),
    "grade_unknown": ("Chưa rõ: không nguồn nào cho biết từ khi nào", "Unknown: no source shows since when"),
    "grade_none": ("Chưa xếp hạng riêng", "No rank of its own"),
    "grade_of_complex": ("Thành phần của di tích {}", "Part of a {} relic"),
    "unit": ("Xã, phường", "Commune or ward"), "former_address": ("Địa chỉ trước 01/07/2025", "Address before 1 July 2025"),
    "other_names": ("Tên khác", "Other names"), "managing_body": ("Đơn vị quản lý", "Managed by"),
    "period": ("Niên đại", "Period"), "code": ("Mã địa điểm", "Site code"),
    "history": ("Lịch sử xếp hạng", "Rank history"), "decision": ("Quyết định {}", "Decision {}"),
    "decision_unknown": ("Chưa rõ quyết định", "Decision not known"),
    "since": ("từ {}", "from {}"), "until": ("đến trước {}", "until {}"),
    "undated": ("chưa rõ ngày; nguồn sớm nhất cho thấy: {}", "no date known; first source that shows it: {}"),
    "complex": ("Quần thể", "Complex"), "part_of": ("Thuộc quần thể", "Part of"), "located_in": ("Nằm trong", "Stands inside"),
    "parts": ("Các điểm thành phần", "Parts"),
    "parts_declared": ("Quyết định công bố {} điểm; {} điểm đã biết tên, {} điểm chưa rõ tên.",
                       "The decisions declare {} parts; {} are known by name, {} are not."),
    "candidates": ("Chưa xác nhận là thành phần", "Membership not confirmed"),
    "position": ("Vị trí", "Position"), "position_title": ("Vị trí trong tỉnh", "Position in the province"),
    "precision_SITE": ("Đã khảo sát tại chỗ.", "Surveyed on the ground."),
    "precision_APPROXIMATE": ("Gần đúng, có thể lệch vài trăm mét.", "Approximate, may be off by a few hundred metres."),
    "precision_UNVERIFIED": ("Lấy từ nguồn chưa kiểm chứng.", "From a source that was not checked."),
    "precision_LOW": ("Thô: nguồn chỉ ghi hai chữ số thập phân.", "Coarse: the source gives two decimals only."),
    "precision_CONFLICT": ("Các nguồn ghi khác nhau, nên chưa đặt điểm trên bản đồ:", "Sources disagree, so no point is set on the map:"),
    "precision_ADMIN_UNIT_ONLY": ("Chỉ biết xã, phường; không lấy trung tâm xã làm vị trí của di tích.",
                                  "Only the commune is known; its centre is not taken for the site's place."),
    "precision_UNKNOWN": ("Chưa nguồn nào cho biết vị trí.", "No source gives a position."),
    "nearby": ("Trong vòng 5 km", "Within 5 km"), "missing": ("Còn thiếu", "Still missing"),
    "note": ("Ghi chú biên tập", "Editorial note"), "sources": ("Nguồn", "Sources"),
    "source_of": ("về {}", "on {}"), "states": ("ghi khác: {}", "says otherwise: {}"), "read_on": ("xem ngày {}", "read {}"),
    "visitors": ("Cho du khách", "For visitors"), "data": ("Dữ liệu", "Data"),
    "as_graphql": ("Cùng nội dung qua GraphQL", "The same through GraphQL"), "explorer": ("Khám phá dữ liệu", "Explore the data"),
    "home": ("Trang chủ", "Home"), "other_language": ("English", "Tiếng Việt"), "skip": ("Đến nội dung chính", "Skip to the content"),
    "not_found": ("Không có trang này", "There is no such page"),
    "not_found_help": ("Địa chỉ có thể gõ nhầm. Hãy tìm địa điểm theo tên.", "The address may be mistyped. Search for the site by its name."),
    "gone": ("Địa điểm này đã được gỡ", "This site was withdrawn"),
    "gone_help": ("Bản ghi không còn công bố. Mã và lịch sử của nó vẫn được lưu.", "The record is no longer published. Its code and history are kept."),
    "footer": ("Dữ kiện từ nguồn công khai, ghi ở từng trang. Mã nguồn mở, giấy phép Apache-2.0.",
               "Facts from public sources, named on each page. Open source, Apache-2.0."),
    "fallback": ("(chưa có bản tiếng Anh)", "(not yet in English)"),
}  # fmt: skip

FIELDS: dict[str, tuple[str, str]] = {
    "kinds": ("loại hình", "kind"), "admin_unit": ("xã, phường", "commune or ward"), "location": ("vị trí", "position"),
    "summary": ("tóm tắt", "summary"), "description": ("mô tả", "description"), "period": ("niên đại", "period"),
    "managing_body": ("đơn vị quản lý", "managing body"), "designations": ("xếp hạng", "rank"),
    "OPENING_HOURS": ("Giờ mở cửa", "Opening hours"), "FEE": ("Phí tham quan", "Fee"), "CONTACT": ("Liên hệ", "Contact"),
    "DIRECTIONS": ("Đường đến", "Directions"), "PARKING": ("Bãi đỗ xe", "Parking"), "TOILETS": ("Nhà vệ sinh", "Toilets"),
    "SIGNS": ("Biển chỉ dẫn", "Signs"), "GUIDING": ("Thuyết minh", "Guiding"), "ACCESSIBILITY": ("Tiếp cận", "Accessibility"),
    "SECURITY": ("An ninh", "Security"), "FIRE_SAFETY": ("Phòng cháy", "Fire safety"),
}  # fmt: skip

REASONS: dict[MissingCode, tuple[str, str]] = {
    MissingCode.KHONG_AP_DUNG: ("không áp dụng", "does not apply"),
    MissingCode.CHUA_XAC_DINH: ("chưa xác định", "not determined yet"),
    MissingCode.KHONG_RO: ("không rõ", "unknown after search"),
    MissingCode.CHUA_NHAP: ("chưa nhập", "not entered yet"),
}

LANGUAGES = ("vi", "en")


class Say:
    """The sentences in one language; `say("key", ...)` fills in what is given."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def __call__(self, key: str, *values: object) -> str:
        """The sentence under `key`."""
        return WORDS[key][self._place].format(*values)

    def field(self, name: str) -> str:
        """A field's name; the name itself where there is no word for it."""
        return FIELDS[name][self._place] if name in FIELDS else name

    def reason(self, code: MissingCode) -> str:
        """Why a value is missing."""
        return REASONS[code][self._place]

    def precision(self, precision: LocationPrecision) -> str:
        """How well a position is known."""
        return self(f"precision_{precision}")

    def date(self, day: object) -> str:
        """A date as people write it: 12/08/2009 in Vietnamese, 12 August 2009 in English."""
        return f"{day:%d/%m/%Y}" if self.language == "vi" else f"{day:%d %B %Y}"


VISITOR_FIELDS = tuple(fact.value for fact in VISITOR_FACTS)
