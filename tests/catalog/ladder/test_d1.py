"""D1, identified and located: each check, at its thresholds and one below, with the sentences that it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.terms import Extent, SurrogateRole, TextField
from tests.catalog.ladder.sites import (
    BARE,
    PANORAMA,
    POSITION,
    file,
    site,
    text,
    with_text,
    without_text,
)
from tests.catalog.ladder.situations import FAIL, NOT_APPLICABLE, PASS, Situation, case

D1_1 = [
    case('a surveyed position', site(), PASS, 'Vị trí có phương pháp và độ chính xác trong 30 m, nằm trong xã, phường đã khai.', 'The position has a method and an accuracy within 30 m and lies in the declared commune.', ('DB-S-00001/3',)),
    case('accurate to 30 m', site(position=replace(POSITION, accuracy_metres=30.0)), PASS, 'Vị trí có phương pháp và độ chính xác trong 30 m, nằm trong xã, phường đã khai.', 'The position has a method and an accuracy within 30 m and lies in the declared commune.', ('DB-S-00001/3',)),
    case('accurate to a little more than 30 m', site(position=replace(POSITION, accuracy_metres=30.001)), FAIL, 'Độ chính xác 30,001 m (cần trong 30 m).', 'The accuracy is 30.001 m (wanted: within 30 m).', ('DB-S-00001/3',)),
    case('accuracy not stated', site(position=replace(POSITION, accuracy_metres=None)), FAIL, 'Chưa ghi độ chính xác (cần trong 30 m).', 'The accuracy is not stated (wanted: within 30 m).', ('DB-S-00001/3',)),
    case('accuracy that is no number', site(position=replace(POSITION, accuracy_metres=float("nan"))), FAIL, 'Chưa ghi độ chính xác (cần trong 30 m).', 'The accuracy is not stated (wanted: within 30 m).', ('DB-S-00001/3',)),
    case('accuracy without end', site(position=replace(POSITION, accuracy_metres=float("inf"))), FAIL, 'Chưa ghi độ chính xác (cần trong 30 m).', 'The accuracy is not stated (wanted: within 30 m).', ('DB-S-00001/3',)),
    case('no method', site(position=replace(POSITION, method=None)), FAIL, 'Chưa ghi phương pháp đo.', 'The method is not stated.', ('DB-S-00001/3',)),
    case('outside the province', site(position=replace(POSITION, is_in_province=False)), FAIL, 'Vị trí nằm ngoài tỉnh.', 'The position is outside the province.', ('DB-S-00001/3',)),
    case('outside the declared commune', site(position=replace(POSITION, is_in_unit=False)), FAIL, 'Vị trí nằm ngoài xã, phường đã khai.', 'The position is outside the declared commune.', ('DB-S-00001/3',)),
    case('no commune declared', site(position=replace(POSITION, is_in_unit=None)), FAIL, 'Chưa khai xã, phường để đối chiếu.', 'No commune is declared to compare it with.', ('DB-S-00001/3',)),
    case('everything wrong', site(position=replace(POSITION, accuracy_metres=45.5, method=None, is_in_province=False, is_in_unit=False)), FAIL, 'Độ chính xác 45,5 m (cần trong 30 m); chưa ghi phương pháp đo; vị trí nằm ngoài tỉnh; vị trí nằm ngoài xã, phường đã khai.', 'The accuracy is 45.5 m (wanted: within 30 m); the method is not stated; the position is outside the province; the position is outside the declared commune.', ('DB-S-00001/3',)),
    case('no position', site(position=None), FAIL, 'Chưa có vị trí.', 'There is no position.', ()),
    case('a complex without a position', site(position=None, is_complex=True), NOT_APPLICABLE, 'Gồm nhiều nơi: từng thành phần được định vị riêng.', 'It consists of several places: its parts are located one by one.', ()),
    case('several places without a position', site(position=None, extent=Extent.SEVERAL), NOT_APPLICABLE, 'Gồm nhiều nơi: từng thành phần được định vị riêng.', 'It consists of several places: its parts are located one by one.', ()),
    case('an area without a position', site(position=None, extent=Extent.AREA), FAIL, 'Chưa có vị trí.', 'There is no position.', ()),
    case('a complex with a bad position', site(is_complex=True, position=replace(POSITION, is_in_unit=False)), FAIL, 'Vị trí nằm ngoài xã, phường đã khai.', 'The position is outside the declared commune.', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D1_1)
def test_d1_1_a_position_is_exact_enough_and_lies_where_the_record_says(situation: Situation) -> None:
    assert situation.answer_of("D1.1") == situation.expected


D1_2 = [
    case('300 characters', site(), PASS, 'Mô tả tiếng Việt dài 300 ký tự (cần 300), có người viết; số nguồn: 1.', 'The Vietnamese description has 300 characters (wanted: 300), an author; sources: 1.', ('DB-S-00001/3',)),
    case('299 characters', site(texts=with_text(TextField.DESCRIPTION, length=299)), FAIL, 'Mô tả tiếng Việt dài 299 ký tự (cần 300).', 'The Vietnamese description has 299 characters (wanted: 300).', ('DB-S-00001/3',)),
    case('1234 characters', site(texts=with_text(TextField.DESCRIPTION, length=1_234)), PASS, 'Mô tả tiếng Việt dài 1.234 ký tự (cần 300), có người viết; số nguồn: 1.', 'The Vietnamese description has 1,234 characters (wanted: 300), an author; sources: 1.', ('DB-S-00001/3',)),
    case('no description', site(texts=without_text(TextField.DESCRIPTION, "vi")), FAIL, 'Mô tả tiếng Việt dài 0 ký tự (cần 300).', 'The Vietnamese description has 0 characters (wanted: 300).', ('DB-S-00001/3',)),
    case('an English description alone', site(texts=(*without_text(TextField.DESCRIPTION, "vi"), text(TextField.DESCRIPTION, "en"))), FAIL, 'Mô tả tiếng Việt dài 0 ký tự (cần 300).', 'The Vietnamese description has 0 characters (wanted: 300).', ('DB-S-00001/3',)),
    case('a machine’s description', site(texts=with_text(TextField.DESCRIPTION, counts=False)), FAIL, 'Mô tả tiếng Việt dài 0 ký tự (cần 300).', 'The Vietnamese description has 0 characters (wanted: 300).', ('DB-S-00001/3',)),
    case('no author', site(has_author=False), FAIL, 'Chưa ghi người viết.', 'The author is not named.', ('DB-S-00001/3',)),
    case('no source', site(sources=()), FAIL, 'Chưa ghi nguồn.', 'No source is named.', ('DB-S-00001/3',)),
    case('nothing', BARE, FAIL, 'Mô tả tiếng Việt dài 0 ký tự (cần 300); chưa ghi người viết; chưa ghi nguồn.', 'The Vietnamese description has 0 characters (wanted: 300); the author is not named; no source is named.', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D1_2)
def test_d1_2_a_description_is_long_enough_and_has_author_and_source(situation: Situation) -> None:
    assert situation.answer_of("D1.2") == situation.expected


D1_3 = [
    case('five pictures', site(), PASS, '5 trên 5 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp.', '5 of 5 pictures have 100,000 pixels, alternative text, rights and the date they were taken.', ('DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04', 'DB-S-00001.IMG05')),
    case('100,000 pixels', site(files=(file("IMG01", width=100_000, height=1),)), PASS, '1 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp.', '1 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken.', ('DB-S-00001.IMG01',)),
    case('99,999 pixels', site(files=(file("IMG01", width=99_999, height=1),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: điểm ảnh.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: pixels.', ('DB-S-00001.IMG01',)),
    case('a picture whose size is not known', site(files=(file("IMG01", width=None, height=None),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: điểm ảnh.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: pixels.', ('DB-S-00001.IMG01',)),
    case('no alternative text', site(files=(file("IMG01", has_alternative_text=False),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: mô tả thay thế.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: alternative text.', ('DB-S-00001.IMG01',)),
    case('no rights', site(files=(file("IMG01", rights_uri=None),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: quyền sử dụng.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: rights.', ('DB-S-00001.IMG01',)),
    case('no date', site(files=(file("IMG01", captured=None),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: ngày chụp.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: date.', ('DB-S-00001.IMG01',)),
    case('everything missing', site(files=(file("IMG01", width=1, has_alternative_text=False, rights_uri=None, captured=None),)), FAIL, '0 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG01 còn thiếu: điểm ảnh, mô tả thay thế, quyền sử dụng, ngày chụp.', '0 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG01 lacks: pixels, alternative text, rights, date.', ('DB-S-00001.IMG01',)),
    case('the nearest is named', site(files=(file("IMG01", captured=None, rights_uri=None), file("IMG02", captured=None))), FAIL, '0 trên 2 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp; DB-S-00001.IMG02 còn thiếu: ngày chụp.', '0 of 2 pictures have 100,000 pixels, alternative text, rights and the date they were taken; DB-S-00001.IMG02 lacks: date.', ('DB-S-00001.IMG02',)),
    case('one good of two', site(files=(file("IMG01", captured=None), file("IMG02"))), PASS, '1 trên 2 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp.', '1 of 2 pictures have 100,000 pixels, alternative text, rights and the date they were taken.', ('DB-S-00001.IMG02',)),
    case('no picture', site(files=()), FAIL, 'Chưa có ảnh nào.', 'There is no picture.', ()),
    case('a panorama is no picture', site(files=(PANORAMA,)), FAIL, 'Chưa có ảnh nào.', 'There is no picture.', ()),
    case('a page of the dossier is no picture of the site', site(files=(file("IMG01", role=SurrogateRole.DOSSIER), file("IMG02", role=SurrogateRole.QUALITY_REPORT))), FAIL, 'Chưa có ảnh nào.', 'There is no picture.', ()),
    case('an internal picture counts', site(files=(file("IMG01", is_public=False),)), PASS, '1 trên 1 ảnh có đủ 100.000 điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp.', '1 of 1 pictures have 100,000 pixels, alternative text, rights and the date they were taken.', ('DB-S-00001.IMG01',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D1_3)
def test_d1_3_a_picture_is_large_enough_and_fully_described(situation: Situation) -> None:
    assert situation.answer_of("D1.3") == situation.expected


D1_4 = [
    case('reviewed and public', site(), PASS, 'Bản DB-S-00001/3 đã công bố và do người khác duyệt.', 'Revision DB-S-00001/3 is public and was approved by a second person.', ('DB-S-00001/3',)),
    case('not public', site(is_public=False), FAIL, 'Bản ghi chưa công bố.', 'The record is not public.', ('DB-S-00001/3',)),
    case('a register import', site(is_reviewed=False), FAIL, 'Bản công bố chưa có người khác với người viết duyệt.', 'Nobody but who wrote it has approved the public revision.', ('DB-S-00001/3',)),
    case('neither', BARE, FAIL, 'Bản ghi chưa công bố; bản công bố chưa có người khác với người viết duyệt.', 'The record is not public; nobody but who wrote it has approved the public revision.', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D1_4)
def test_d1_4_a_second_person_has_approved_what_is_public(situation: Situation) -> None:
    assert situation.answer_of("D1.4") == situation.expected


D1_5 = [
    case('named', site(), PASS, 'Đơn vị quản lý: Ban Quản lý di tích tỉnh.', 'Managing body: Ban Quản lý di tích tỉnh.', ('DB-S-00001/3',)),
    case('not named', site(managing_body=None), FAIL, 'Chưa ghi đơn vị quản lý.', 'No managing body is named.', ('DB-S-00001/3',)),
    case('blank', site(managing_body=""), FAIL, 'Chưa ghi đơn vị quản lý.', 'No managing body is named.', ('DB-S-00001/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D1_5)
def test_d1_5_a_managing_body_is_named(situation: Situation) -> None:
    assert situation.answer_of("D1.5") == situation.expected
