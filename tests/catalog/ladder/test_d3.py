"""D3, in use on digital platforms: each check, at its thresholds and one below, with the sentences that it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.terms import MissingCode, Scheme, SurrogateKind, SurrogateRole, TextField
from tests.catalog.ladder.sites import (
    BARE,
    BY_NC,
    DAY,
    HERO,
    IN_COPYRIGHT,
    LETTER,
    NOT_EVALUATED,
    PANORAMA,
    REPORT,
    TEXTS,
    TOURIST_ACT,
    act,
    file,
    site,
    text,
    with_files,
    with_text,
    without_text,
)
from tests.catalog.ladder.situations import FAIL, NOT_APPLICABLE, PASS, Situation, case

D3_1 = [
    case('all in both', site(), PASS, 'Tiếng Việt có 13 trên 13 mục; tiếng Anh có 13 trên 13 mục.', 'Vietnamese has 13 of 13 texts; English has 13 of 13 texts.', ('DB-S-00001/3',)),
    case('name and summary alone', site(texts=(*(text(field) for field in (TextField.NAME, TextField.SUMMARY)), *(text(field, "en") for field in (TextField.NAME, TextField.SUMMARY)))), PASS, 'Tiếng Việt có 2 trên 2 mục; tiếng Anh có 2 trên 2 mục.', 'Vietnamese has 2 of 2 texts; English has 2 of 2 texts.', ('DB-S-00001/3',)),
    case('three quarters in English', site(texts=(*(text(field) for field in (TextField.NAME, TextField.SUMMARY, TextField.FEE, TextField.SIGNS)), *(text(field, "en") for field in (TextField.NAME, TextField.SUMMARY, TextField.FEE)))), PASS, 'Tiếng Việt có 4 trên 4 mục; tiếng Anh có 3 trên 4 mục.', 'Vietnamese has 4 of 4 texts; English has 3 of 4 texts.', ('DB-S-00001/3',)),
    case('two thirds in English', site(texts=(*(text(field) for field in (TextField.NAME, TextField.SUMMARY, TextField.FEE)), *(text(field, "en") for field in (TextField.NAME, TextField.SUMMARY)))), FAIL, 'Tiếng Anh có 2 trên 3 mục (cần 75 %).', 'English has 2 of 3 texts (wanted: 75%).', ('DB-S-00001/3',)),
    case('two thirds in Vietnamese', site(texts=(*(text(field) for field in (TextField.NAME, TextField.SUMMARY)), *(text(field, "en") for field in (TextField.NAME, TextField.SUMMARY, TextField.FEE)))), FAIL, 'Tiếng Việt có 2 trên 3 mục (cần 75 %).', 'Vietnamese has 2 of 3 texts (wanted: 75%).', ('DB-S-00001/3',)),
    case('no English name', site(texts=without_text(TextField.NAME, "en")), FAIL, 'Thiếu tên tiếng Anh.', 'The English name is missing.', ('DB-S-00001/3',)),
    case('no Vietnamese name', site(texts=without_text(TextField.NAME, "vi")), FAIL, 'Thiếu tên tiếng Việt.', 'The Vietnamese name is missing.', ('DB-S-00001/3',)),
    case('no English summary', site(texts=without_text(TextField.SUMMARY, "en")), FAIL, 'Thiếu tóm tắt tiếng Anh.', 'The English summary is missing.', ('DB-S-00001/3',)),
    case('a stale English summary', site(texts=with_text(TextField.SUMMARY, "en", is_stale=True)), FAIL, 'Thiếu tóm tắt tiếng Anh.', 'The English summary is missing.', ('DB-S-00001/3',)),
    case('a machine’s English summary', site(texts=with_text(TextField.SUMMARY, "en", counts=False)), FAIL, 'Thiếu tóm tắt tiếng Anh.', 'The English summary is missing.', ('DB-S-00001/3',)),
    case('a third language is not asked', site(texts=(*TEXTS, text(TextField.FEE, "th-Latn"))), PASS, 'Tiếng Việt có 13 trên 13 mục; tiếng Anh có 13 trên 13 mục.', 'Vietnamese has 13 of 13 texts; English has 13 of 13 texts.', ('DB-S-00001/3',)),
    case('the description is not asked', site(texts=with_text(TextField.DESCRIPTION, counts=False)), PASS, 'Tiếng Việt có 13 trên 13 mục; tiếng Anh có 13 trên 13 mục.', 'Vietnamese has 13 of 13 texts; English has 13 of 13 texts.', ('DB-S-00001/3',)),
    case('nothing', BARE, FAIL, 'Thiếu tên tiếng Việt; thiếu tóm tắt tiếng Việt; tiếng Việt có 0 trên 2 mục (cần 75 %); thiếu tên tiếng Anh; thiếu tóm tắt tiếng Anh; tiếng Anh có 0 trên 2 mục (cần 75 %).', 'The Vietnamese name is missing; the Vietnamese summary is missing; Vietnamese has 0 of 2 texts (wanted: 75%); the English name is missing; the English summary is missing; English has 0 of 2 texts (wanted: 75%).', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_1)
def test_d3_1_three_quarters_of_the_texts_are_in_both_languages(situation: Situation) -> None:
    assert situation.answer_of("D3.1") == situation.expected


D3_2 = [
    case('all under CC BY', site(), PASS, '7 tệp công khai đều rõ quyền; 7 tệp được phép sử dụng lại.', 'Public files with clear rights: 7; that others may use: 7.', ('DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04', 'DB-S-00001.IMG05', 'DB-S-00001.PAN01', 'DB-S-00001.MOD01')),
    case('no public file', site(files=(LETTER, REPORT)), FAIL, 'Chưa có tệp công khai nào.', 'No file is public.', ()),
    case('one not evaluated', site(files=with_files(replace(HERO, rights_uri=NOT_EVALUATED))), FAIL, '1 trên 7 tệp công khai chưa rõ quyền: DB-S-00001.IMG01.', '1 of 7 public files have no evaluated rights: DB-S-00001.IMG01.', ('DB-S-00001.IMG01',)),
    case('one not evaluated, written with https', site(files=(replace(HERO, rights_uri="https://rightsstatements.org/vocab/CNE/1.0"), PANORAMA)), FAIL, '1 trên 2 tệp công khai chưa rõ quyền: DB-S-00001.IMG01.', '1 of 2 public files have no evaluated rights: DB-S-00001.IMG01.', ('DB-S-00001.IMG01',)),
    case('one without rights', site(files=with_files(replace(HERO, rights_uri=None))), FAIL, '1 trên 7 tệp công khai chưa rõ quyền: DB-S-00001.IMG01.', '1 of 7 public files have no evaluated rights: DB-S-00001.IMG01.', ('DB-S-00001.IMG01',)),
    case('one under an unknown statement', site(files=with_files(replace(HERO, rights_uri="https://example.org/mine"))), FAIL, '1 trên 7 tệp công khai chưa rõ quyền: DB-S-00001.IMG01.', '1 of 7 public files have no evaluated rights: DB-S-00001.IMG01.', ('DB-S-00001.IMG01',)),
    case('all closed', site(files=(replace(HERO, rights_uri=IN_COPYRIGHT),)), FAIL, 'Không tệp nào được phép sử dụng lại.', 'No file is under a statement that lets others use it.', ()),
    case('one of two restricted', site(files=(replace(HERO, rights_uri=IN_COPYRIGHT), replace(PANORAMA, rights_uri=BY_NC))), PASS, '2 tệp công khai đều rõ quyền; 1 tệp được phép sử dụng lại.', 'Public files with clear rights: 2; that others may use: 1.', ('DB-S-00001.PAN01',)),
    case('an internal file is not asked', site(files=(HERO, replace(LETTER, rights_uri=None))), PASS, '1 tệp công khai đều rõ quyền; 1 tệp được phép sử dụng lại.', 'Public files with clear rights: 1; that others may use: 1.', ('DB-S-00001.IMG01',)),
    case('an internal file does not make it open', site(files=(replace(HERO, rights_uri=IN_COPYRIGHT), LETTER)), FAIL, 'Không tệp nào được phép sử dụng lại.', 'No file is under a statement that lets others use it.', ()),
    case('nothing right', site(files=(replace(HERO, rights_uri=None),)), FAIL, '1 trên 1 tệp công khai chưa rõ quyền: DB-S-00001.IMG01; không tệp nào được phép sử dụng lại.', '1 of 1 public files have no evaluated rights: DB-S-00001.IMG01; no file is under a statement that lets others use it.', ('DB-S-00001.IMG01',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_2)
def test_d3_2_public_files_have_clear_rights_and_one_may_be_used(situation: Situation) -> None:
    assert situation.answer_of("D3.2") == situation.expected


D3_3 = [
    case('a main picture and a panorama', site(), PASS, 'Có ảnh chính công khai đủ 950.000 điểm ảnh; toàn cảnh, phim hoặc âm thanh: 1.', 'A public main picture has 950,000 pixels; panoramas, films or recordings: 1.', ('DB-S-00001.IMG01', 'DB-S-00001.PAN01')),
    case('a main picture of 950,000 pixels', site(files=(replace(HERO, width=950_000, height=1), PANORAMA)), PASS, 'Có ảnh chính công khai đủ 950.000 điểm ảnh; toàn cảnh, phim hoặc âm thanh: 1.', 'A public main picture has 950,000 pixels; panoramas, films or recordings: 1.', ('DB-S-00001.IMG01', 'DB-S-00001.PAN01')),
    case('a main picture of 949,999 pixels', site(files=(replace(HERO, width=949_999, height=1), PANORAMA)), FAIL, 'Chưa có ảnh chính công khai đủ 950.000 điểm ảnh.', 'No public main picture has 950,000 pixels.', ('DB-S-00001.PAN01',)),
    case('a main picture that is not public', site(files=(replace(HERO, is_public=False), PANORAMA)), FAIL, 'Chưa có ảnh chính công khai đủ 950.000 điểm ảnh.', 'No public main picture has 950,000 pixels.', ('DB-S-00001.PAN01',)),
    case('a large picture that is not the main one', site(files=(replace(HERO, role=SurrogateRole.GALLERY), PANORAMA)), FAIL, 'Chưa có ảnh chính công khai đủ 950.000 điểm ảnh.', 'No public main picture has 950,000 pixels.', ('DB-S-00001.PAN01',)),
    case('a sound recording', site(files=(HERO, file("X", SurrogateKind.AUDIO))), PASS, 'Có ảnh chính công khai đủ 950.000 điểm ảnh; toàn cảnh, phim hoặc âm thanh: 1.', 'A public main picture has 950,000 pixels; panoramas, films or recordings: 1.', ('DB-S-00001.IMG01', 'DB-S-00001.X')),
    case('a film of 480 lines', site(files=(HERO, file("X", SurrogateKind.VIDEO, height=480))), PASS, 'Có ảnh chính công khai đủ 950.000 điểm ảnh; toàn cảnh, phim hoặc âm thanh: 1.', 'A public main picture has 950,000 pixels; panoramas, films or recordings: 1.', ('DB-S-00001.IMG01', 'DB-S-00001.X')),
    case('a film of 479 lines', site(files=(HERO, file("X", SurrogateKind.VIDEO, height=479))), FAIL, 'Chưa có ảnh toàn cảnh, phim từ 480 dòng hay bản ghi âm công khai.', 'No panorama, film of 480 lines or sound recording is public.', ('DB-S-00001.IMG01',)),
    case('a film whose size is not known', site(files=(HERO, file("X", SurrogateKind.VIDEO, height=None))), FAIL, 'Chưa có ảnh toàn cảnh, phim từ 480 dòng hay bản ghi âm công khai.', 'No panorama, film of 480 lines or sound recording is public.', ('DB-S-00001.IMG01',)),
    case('a model is neither', site(files=(HERO, file("X", SurrogateKind.MODEL))), FAIL, 'Chưa có ảnh toàn cảnh, phim từ 480 dòng hay bản ghi âm công khai.', 'No panorama, film of 480 lines or sound recording is public.', ('DB-S-00001.IMG01',)),
    case('a panorama that is not public', site(files=(HERO, replace(PANORAMA, is_public=False))), FAIL, 'Chưa có ảnh toàn cảnh, phim từ 480 dòng hay bản ghi âm công khai.', 'No panorama, film of 480 lines or sound recording is public.', ('DB-S-00001.IMG01',)),
    case('nothing', site(files=()), FAIL, 'Chưa có ảnh chính công khai đủ 950.000 điểm ảnh; chưa có ảnh toàn cảnh, phim từ 480 dòng hay bản ghi âm công khai.', 'No public main picture has 950,000 pixels; no panorama, film of 480 lines or sound recording is public.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_3)
def test_d3_3_a_large_main_picture_is_shown_with_something_richer(situation: Situation) -> None:
    assert situation.answer_of("D3.3") == situation.expected


D3_4 = [
    case('verified lately', site(), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('verified today', site(visitor_facts_verified_on=DAY), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('verified 365 days ago', site(visitor_facts_verified_on=DAY - timedelta(days=365)), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('verified 366 days ago', site(visitor_facts_verified_on=DAY - timedelta(days=366)), FAIL, 'Thông tin cho khách kiểm tra ngày 22/11/2025 (cần trong 365 ngày trước 23/11/2026).', 'The visitor facts were verified on 2025-11-22 (wanted: within 365 days before 2026-11-23).', ('DB-S-00001/3',)),
    case('verified tomorrow', site(visitor_facts_verified_on=DAY + timedelta(days=1)), FAIL, 'Thông tin cho khách kiểm tra ngày 24/11/2026 (cần trong 365 ngày trước 23/11/2026).', 'The visitor facts were verified on 2026-11-24 (wanted: within 365 days before 2026-11-23).', ('DB-S-00001/3',)),
    case('never verified', site(visitor_facts_verified_on=None), FAIL, 'Thông tin cho khách chưa được kiểm tra.', 'The visitor facts have not been verified.', ('DB-S-00001/3',)),
    case('a tourist site that does not say where to park', site(texts=without_text(TextField.PARKING, "vi")), FAIL, 'Trả lời 10 trên 11 mục cho khách; còn thiếu: bãi đỗ xe.', '10 of 11 visitor facts are answered; missing: parking.', ('DB-S-00001/3',)),
    case('a tourist area that says it in English only', site(acts=(replace(TOURIST_ACT, scheme=Scheme.TOURIST_AREA),), texts=without_text(TextField.PARKING, "vi")), FAIL, 'Trả lời 10 trên 11 mục cho khách; còn thiếu: bãi đỗ xe.', '10 of 11 visitor facts are answered; missing: parking.', ('DB-S-00001/3',)),
    case('a machine’s answer', site(texts=with_text(TextField.PARKING, counts=False)), FAIL, 'Trả lời 10 trên 11 mục cho khách; còn thiếu: bãi đỗ xe.', '10 of 11 visitor facts are answered; missing: parking.', ('DB-S-00001/3',)),
    case('there is no parking', site(texts=without_text(TextField.PARKING, "vi"), missing=(("parking", MissingCode.KHONG_AP_DUNG, False),)), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('parking is unknown after search', site(texts=without_text(TextField.PARKING, "vi"), missing=(("parking", MissingCode.KHONG_RO, True),)), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('parking is restricted', site(texts=without_text(TextField.PARKING, "vi"), missing=(("parking", MissingCode.HAN_CHE, False),)), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('parking was not entered', site(texts=without_text(TextField.PARKING, "vi"), missing=(("parking", MissingCode.CHUA_NHAP, False),)), FAIL, 'Trả lời 10 trên 11 mục cho khách; còn thiếu: bãi đỗ xe.', '10 of 11 visitor facts are answered; missing: parking.', ('DB-S-00001/3',)),
    case('a relic need not answer all', site(acts=(act(),), texts=without_text(TextField.PARKING, "vi")), PASS, 'Thông tin cho khách được kiểm tra trong 365 ngày qua.', 'The visitor facts were verified within the last 365 days.', ('DB-S-00001/3',)),
    case('a tourist site of which nothing is known', replace(BARE, acts=(TOURIST_ACT,)), FAIL, 'Thông tin cho khách chưa được kiểm tra; trả lời 0 trên 11 mục cho khách; còn thiếu: giờ mở cửa, phí tham quan, liên hệ, đường đến, bãi đỗ xe (+6).', 'The visitor facts have not been verified; 0 of 11 visitor facts are answered; missing: opening hours, fee, contact, directions, parking (+6).', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_4)
def test_d3_4_the_visitor_facts_are_fresh_and_a_tourist_site_answers_all(situation: Situation) -> None:
    assert situation.answer_of("D3.4") == situation.expected


D3_5 = [
    case('public', site(), PASS, 'Có trang công khai /s/thanh-ban-phu.', 'There is a public page /s/thanh-ban-phu.', ('/s/thanh-ban-phu',)),
    case('not public', site(is_public=False), FAIL, 'Bản ghi chưa công bố.', 'The record is not public.', ()),
    case('no slug', site(slug=""), FAIL, 'Chưa có địa chỉ.', 'There is no address.', ()),
    case('no name', site(texts=without_text(TextField.NAME, "vi")), FAIL, 'Chưa có tên tiếng Việt.', 'The Vietnamese name is missing.', ()),
    case('nothing', replace(BARE, slug=""), FAIL, 'Bản ghi chưa công bố; chưa có địa chỉ; chưa có tên tiếng Việt.', 'The record is not public; there is no address; the Vietnamese name is missing.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_5)
def test_d3_5_a_site_has_a_lasting_public_page(situation: Situation) -> None:
    assert situation.answer_of("D3.5") == situation.expected


D3_6 = [
    case('four reads', site(), PASS, 'Ứng dụng đã đăng ký đọc 4 lượt trong 90 ngày (cần 1).', 'Reads by registered apps in 90 days: 4 (wanted: 1).', ('/s/thanh-ban-phu',)),
    case('one read', site(reads=1), PASS, 'Ứng dụng đã đăng ký đọc 1 lượt trong 90 ngày (cần 1).', 'Reads by registered apps in 90 days: 1 (wanted: 1).', ('/s/thanh-ban-phu',)),
    case('no read', site(reads=0), FAIL, 'Ứng dụng đã đăng ký đọc 0 lượt trong 90 ngày (cần 1).', 'Reads by registered apps in 90 days: 0 (wanted: 1).', ('/s/thanh-ban-phu',)),
    case('not counted', site(reads=None), NOT_APPLICABLE, 'Chưa đếm lượt đọc của ứng dụng.', 'Reads by apps are not counted.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D3_6)
def test_d3_6_reads_by_apps_are_told(situation: Situation) -> None:
    assert situation.answer_of("D3.6") == situation.expected
