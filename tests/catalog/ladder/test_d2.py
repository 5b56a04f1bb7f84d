"""D2, documented: each check, at its thresholds and one below, with the sentences that it says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from catalog.terms import DossierStatus, MissingCode, Scheme, SurrogateRole, Zone
from tests.catalog.ladder.sites import BARE, DOSSIER, GALLERY, HERO, TOURIST_ACT, act, file, part, site
from tests.catalog.ladder.situations import FAIL, NOT_APPLICABLE, PASS, Situation, case

D2_1 = [
    case('three of three, one does not apply', site(), PASS, 'Có 3 trên 3 phần hồ sơ.', '3 of 3 parts of the dossier are there.', ('HS01', 'HS02', 'HS08')),
    case('no relic', site(dossier=()), NOT_APPLICABLE, 'Không phải di tích: không cần hồ sơ khoa học.', 'It is no relic: no scientific dossier is needed.', ()),
    case('a part is missing', site(dossier=(*DOSSIER, part("HS04", status=DossierStatus.MISSING, files=(), has_text_layer=None))), FAIL, 'Có 3 trên 4 phần hồ sơ; thiếu HS04.', '3 of 4 parts of the dossier are there; missing: HS04.', ('HS01', 'HS02', 'HS08')),
    case('a part said to be missing though it has files', site(dossier=(part("HS04", status=DossierStatus.MISSING),)), FAIL, 'Có 0 trên 1 phần hồ sơ; thiếu HS04.', '0 of 1 parts of the dossier are there; missing: HS04.', ()),
    case('a part without files', site(dossier=(part("HS04", files=()),)), FAIL, 'Có 0 trên 1 phần hồ sơ; thiếu HS04.', '0 of 1 parts of the dossier are there; missing: HS04.', ()),
    case('a history file that cannot be searched', site(dossier=(part("HS02", has_text_layer=False),)), FAIL, 'Có 1 trên 1 phần hồ sơ; chưa có lớp chữ để tìm: HS02.', '1 of 1 parts of the dossier are there; without searchable text: HS02.', ('HS02',)),
    case('minutes of which it is not known', site(dossier=(part("HS08", has_text_layer=None),)), FAIL, 'Có 1 trên 1 phần hồ sơ; chưa có lớp chữ để tìm: HS08.', '1 of 1 parts of the dossier are there; without searchable text: HS08.', ('HS08',)),
    case('a decision that cannot be searched', site(dossier=(part("HS09", has_text_layer=False),)), FAIL, 'Có 1 trên 1 phần hồ sơ; chưa có lớp chữ để tìm: HS09.', '1 of 1 parts of the dossier are there; without searchable text: HS09.', ('HS09',)),
    case('a drawing need not be searched', site(dossier=(part("HS04", has_text_layer=False),)), PASS, 'Có 1 trên 1 phần hồ sơ.', '1 of 1 parts of the dossier are there.', ('HS04',)),
    case('converted without a mark', site(dossier=(part("HS04", lacks_mark=True),)), FAIL, 'Có 1 trên 1 phần hồ sơ; chưa có dấu chuyển đổi: HS04.', '1 of 1 parts of the dossier are there; without the mark of conversion: HS04.', ('HS04',)),
    case('everything wrong', site(dossier=(part("HS01"), part("HS02", has_text_layer=False), part("HS03", lacks_mark=True), part("HS04", files=()), part("HS05", status=DossierStatus.MISSING))), FAIL, 'Có 3 trên 5 phần hồ sơ; thiếu HS04, HS05; chưa có lớp chữ để tìm: HS02; chưa có dấu chuyển đổi: HS03.', '3 of 5 parts of the dossier are there; missing: HS04, HS05; without searchable text: HS02; without the mark of conversion: HS03.', ('HS01', 'HS02', 'HS03')),
    case('nothing applies', site(dossier=(part("HS07", status=DossierStatus.NOT_APPLICABLE, files=()),)), PASS, 'Có 0 trên 0 phần hồ sơ.', '0 of 0 parts of the dossier are there.', ()),
    case('what does not apply needs no mark', site(dossier=(part("HS07", status=DossierStatus.NOT_APPLICABLE, lacks_mark=True),)), PASS, 'Có 0 trên 0 phần hồ sơ.', '0 of 0 parts of the dossier are there.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D2_1)
def test_d2_1_every_part_of_the_dossier_that_applies_is_there(situation: Situation) -> None:
    assert situation.answer_of("D2.1") == situation.expected


D2_2 = [
    case('relic and tourist site, both drawn', site(), PASS, 'Đã vẽ khu vực bảo vệ I, ranh giới điểm du lịch.', 'Drawn: protection zone I, the boundary of the tourist site.', ('DB-S-00001/3',)),
    case('neither relic nor tourist site', site(is_relic=False, acts=()), NOT_APPLICABLE, 'Không phải di tích hay điểm du lịch: không có ranh giới pháp lý.', 'It is neither a relic nor a tourist site: it has no legal area.', ()),
    case('a relic without Zone I', site(acts=(act(),), zones=(Zone.ZONE_II,)), FAIL, 'Chưa vẽ khu vực bảo vệ I và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I; nor is there a scanned map with the reason.', ()),
    case('a relic with Zone I', site(acts=(act(),), zones=(Zone.ZONE_I,)), PASS, 'Đã vẽ khu vực bảo vệ I.', 'Drawn: protection zone I.', ('DB-S-00001/3',)),
    case('a tourist site without boundary', site(is_relic=False, acts=(TOURIST_ACT,), zones=()), FAIL, 'Chưa vẽ ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('a tourist area with boundary', site(is_relic=False, acts=(replace(TOURIST_ACT, scheme=Scheme.TOURIST_AREA),), zones=(Zone.TOURIST_BOUNDARY,)), PASS, 'Đã vẽ ranh giới điểm du lịch.', 'Drawn: the boundary of the tourist site.', ('DB-S-00001/3',)),
    case('both, nothing drawn', site(zones=()), FAIL, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I, the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('both, one drawn', site(zones=(Zone.ZONE_I,)), FAIL, 'Chưa vẽ ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('a scanned map and a reason', site(zones=(), dossier=(part("HS08", has_note=True),)), PASS, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch, nhưng có bản đồ quét và lý do (HS08).', 'Not drawn: protection zone I, the boundary of the tourist site; a scanned map and the reason are there (HS08).', ('HS08',)),
    case('a scanned map of the way and a reason', site(acts=(act(),), zones=(), dossier=(part("HS03", has_note=True),)), PASS, 'Chưa vẽ khu vực bảo vệ I, nhưng có bản đồ quét và lý do (HS03).', 'Not drawn: protection zone I; a scanned map and the reason are there (HS03).', ('HS03',)),
    case('a scanned map without reason', site(zones=(), dossier=(part("HS08"),)), FAIL, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I, the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('a reason without map', site(zones=(), dossier=(part("HS08", has_note=True, files=()),)), FAIL, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I, the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('a map said to be missing', site(zones=(), dossier=(part("HS08", has_note=True, status=DossierStatus.MISSING),)), FAIL, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I, the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
    case('another part with a reason', site(zones=(), dossier=(part("HS04", has_note=True),)), FAIL, 'Chưa vẽ khu vực bảo vệ I, ranh giới điểm du lịch và không có bản đồ quét kèm lý do.', 'Not drawn: protection zone I, the boundary of the tourist site; nor is there a scanned map with the reason.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D2_2)
def test_d2_2_the_legal_area_is_drawn_or_scanned_with_a_reason(situation: Situation) -> None:
    assert situation.answer_of("D2.2") == situation.expected


D2_3 = [
    case('complete', site(), PASS, 'Bản ghi đầy đủ 100 % (cần 80 %).', 'The record is 100% complete (wanted: 80%).', ('DB-S-00001/3',)),
    case('exactly 80 %', site(completeness=Fraction(4, 5)), PASS, 'Bản ghi đầy đủ 80 % (cần 80 %).', 'The record is 80% complete (wanted: 80%).', ('DB-S-00001/3',)),
    case('a hair below 80 %', site(completeness=Fraction(79_999, 100_000)), FAIL, 'Bản ghi đầy đủ 79,99 % (cần 80 %).', 'The record is 79.99% complete (wanted: 80%).', ('DB-S-00001/3',)),
    case('31 of 39', site(completeness=Fraction(31, 39)), FAIL, 'Bản ghi đầy đủ 79,48 % (cần 80 %).', 'The record is 79.48% complete (wanted: 80%).', ('DB-S-00001/3',)),
    case('nothing applies', site(completeness=None), NOT_APPLICABLE, 'Không có trường nào áp dụng.', 'No field applies.', ()),
    case('empty', site(completeness=Fraction(0)), FAIL, 'Bản ghi đầy đủ 0 % (cần 80 %).', 'The record is 0% complete (wanted: 80%).', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D2_3)
def test_d2_3_four_fifths_of_the_record_are_answered(situation: Situation) -> None:
    assert situation.answer_of("D2.3") == situation.expected


D2_4 = [
    case('five pictures, one of them large', site(), PASS, 'Có 5 trên 5 ảnh đủ 420.000 điểm ảnh và 1 trên 1 ảnh đủ 950.000 điểm ảnh.', '5 of 5 pictures have 420,000 pixels and 1 of 1 have 950,000 pixels.', ('DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04', 'DB-S-00001.IMG05')),
    case('exactly at both thresholds', site(files=tuple(file(f"IMG0{n}", width=w, height=1) for n, w in enumerate((950_000, 420_000, 420_000, 420_000, 420_000)))), PASS, 'Có 5 trên 5 ảnh đủ 420.000 điểm ảnh và 1 trên 1 ảnh đủ 950.000 điểm ảnh.', '5 of 5 pictures have 420,000 pixels and 1 of 1 have 950,000 pixels.', ('DB-S-00001.IMG00', 'DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04')),
    case('four of five', site(files=tuple(file(f"IMG0{n}", width=w, height=1) for n, w in enumerate((950_000, 420_000, 420_000, 420_000, 419_999)))), FAIL, 'Có 4 trên 5 ảnh đủ 420.000 điểm ảnh và 1 trên 1 ảnh đủ 950.000 điểm ảnh.', '4 of 5 pictures have 420,000 pixels and 1 of 1 have 950,000 pixels.', ('DB-S-00001.IMG00', 'DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03')),
    case('none is large', site(files=tuple(file(f"IMG0{n}", width=w, height=1) for n, w in enumerate((949_999, 420_000, 420_000, 420_000, 420_000)))), FAIL, 'Có 5 trên 5 ảnh đủ 420.000 điểm ảnh và 0 trên 1 ảnh đủ 950.000 điểm ảnh.', '5 of 5 pictures have 420,000 pixels and 0 of 1 have 950,000 pixels.', ('DB-S-00001.IMG00', 'DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04')),
    case('no picture', site(files=()), FAIL, 'Có 0 trên 5 ảnh đủ 420.000 điểm ảnh và 0 trên 1 ảnh đủ 950.000 điểm ảnh.', '0 of 5 pictures have 420,000 pixels and 0 of 1 have 950,000 pixels.', ()),
    case('a page of the dossier does not count', site(files=(HERO, *GALLERY[:3], file("IMG05", role=SurrogateRole.DOSSIER))), FAIL, 'Có 4 trên 5 ảnh đủ 420.000 điểm ảnh và 1 trên 1 ảnh đủ 950.000 điểm ảnh.', '4 of 5 pictures have 420,000 pixels and 1 of 1 have 950,000 pixels.', ('DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04')),
]  # fmt: skip


@pytest.mark.parametrize("situation", D2_4)
def test_d2_4_five_pictures_show_detail_and_one_is_large(situation: Situation) -> None:
    assert situation.answer_of("D2.4") == situation.expected


D2_5 = [
    case('a period', site(), PASS, 'Niên đại: 1754; số nguồn: 1.', 'Period: 1754; sources: 1.', ('DB-S-00001/3',)),
    case('none', site(period=None), FAIL, 'Chưa ghi niên đại hay lý do không có.', 'Neither the period nor why there is none is stated.', ('DB-S-00001/3',)),
    case('not applicable', site(period=None, missing=(("period", MissingCode.KHONG_AP_DUNG, False),)), PASS, 'Niên đại: đã ghi lý do không có; số nguồn: 1.', 'Period: why there is none is stated; sources: 1.', ('DB-S-00001/3',)),
    case('unknown after search', site(period=None, missing=(("period", MissingCode.KHONG_RO, True),)), PASS, 'Niên đại: đã ghi lý do không có; số nguồn: 1.', 'Period: why there is none is stated; sources: 1.', ('DB-S-00001/3',)),
    case('restricted', site(period=None, missing=(("period", MissingCode.HAN_CHE, False),)), PASS, 'Niên đại: đã ghi lý do không có; số nguồn: 1.', 'Period: why there is none is stated; sources: 1.', ('DB-S-00001/3',)),
    case('not yet determined', site(period=None, missing=(("period", MissingCode.CHUA_XAC_DINH, True),)), FAIL, 'Chưa ghi niên đại hay lý do không có.', 'Neither the period nor why there is none is stated.', ('DB-S-00001/3',)),
    case('not entered', site(period=None, missing=(("period", MissingCode.CHUA_NHAP, False),)), FAIL, 'Chưa ghi niên đại hay lý do không có.', 'Neither the period nor why there is none is stated.', ('DB-S-00001/3',)),
    case('another field is not applicable', site(period=None, missing=(("fee", MissingCode.KHONG_AP_DUNG, False),)), FAIL, 'Chưa ghi niên đại hay lý do không có.', 'Neither the period nor why there is none is stated.', ('DB-S-00001/3',)),
    case('no source', site(sources=()), FAIL, 'Chưa ghi nguồn.', 'No source is named.', ('DB-S-00001/3',)),
    case('neither', BARE, FAIL, 'Chưa ghi niên đại hay lý do không có; chưa ghi nguồn.', 'Neither the period nor why there is none is stated; no source is named.', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D2_5)
def test_d2_5_the_period_or_its_absence_is_stated_with_a_source(situation: Situation) -> None:
    assert situation.answer_of("D2.5") == situation.expected
