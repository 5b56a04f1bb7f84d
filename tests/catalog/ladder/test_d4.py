"""D4, preservation grade: each check, at its thresholds and one below, with the sentences that it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.terms import LocationMethod, SurrogateKind
from tests.catalog.ladder.sites import (
    DAY,
    HERO,
    LETTER,
    MODEL,
    PANORAMA,
    PARADATA,
    POSITION,
    file,
    paper,
    part,
    site,
    with_files,
)
from tests.catalog.ladder.situations import FAIL, PASS, Situation, case

D4_1 = [
    case('a model with paradata', site(), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
    case('a point cloud (E57)', site(files=(replace(MODEL, media_type="model/e57"),)), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
    case('a mesh (PLY)', site(files=(replace(MODEL, media_type="model/ply"),)), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
    case('a closed format', site(files=(replace(MODEL, media_type="model/vnd.collada+xml"),)), FAIL, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 0.', '3D models in an open format that tell how they were made: 0.', ()),
    case('no model', site(files=(HERO,)), FAIL, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 0.', '3D models in an open format that tell how they were made: 0.', ()),
    case('a picture with paradata', site(files=(replace(HERO, media_type='model/e57', paradata=PARADATA),)), FAIL, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 0.', '3D models in an open format that tell how they were made: 0.', ()),
    case('operator but no device', site(files=(replace(MODEL, paradata=PARADATA - {"device"}),)), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
    case('device but no operator', site(files=(replace(MODEL, paradata=PARADATA - {"operator"}),)), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
    case('neither operator nor device', site(files=(replace(MODEL, paradata=PARADATA - {"operator", "device"}),)), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: người thực hiện hoặc thiết bị.', 'The model DB-S-00001.MOD01 does not tell: the operator or the device.', ('DB-S-00001.MOD01',)),
    case('no basis', site(files=(replace(MODEL, paradata=PARADATA - {"basis"}),)), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: dựa vào đâu.', 'The model DB-S-00001.MOD01 does not tell: what it rests on.', ('DB-S-00001.MOD01',)),
    case('no method', site(files=(replace(MODEL, paradata=PARADATA - {"method"}),)), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: phương pháp.', 'The model DB-S-00001.MOD01 does not tell: the method.', ('DB-S-00001.MOD01',)),
    case('no date', site(files=(replace(MODEL, paradata=PARADATA - {"made"}),)), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: ngày tạo.', 'The model DB-S-00001.MOD01 does not tell: the date.', ('DB-S-00001.MOD01',)),
    case('the nearest is named', site(files=(replace(MODEL, code="A", paradata=frozenset()), replace(MODEL, paradata=PARADATA - {"made"}))), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: ngày tạo.', 'The model DB-S-00001.MOD01 does not tell: the date.', ('DB-S-00001.MOD01',)),
    case('no paradata', site(files=(replace(MODEL, paradata=frozenset()),)), FAIL, 'Mô hình DB-S-00001.MOD01 chưa ghi: dựa vào đâu, phương pháp, ngày tạo, người thực hiện hoặc thiết bị.', 'The model DB-S-00001.MOD01 does not tell: what it rests on, the method, the date, the operator or the device.', ('DB-S-00001.MOD01',)),
    case('one good of two', site(files=(replace(MODEL, code="A", paradata=frozenset()), MODEL)), PASS, 'Mô hình 3D dạng mở có đủ thông tin tạo lập: 1.', '3D models in an open format that tell how they were made: 1.', ('DB-S-00001.MOD01',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D4_1)
def test_d4_1_a_model_in_an_open_format_tells_how_it_was_made(situation: Situation) -> None:
    assert situation.answer_of("D4.1") == situation.expected


D4_2 = [
    case('a TIFF and a PDF', site(), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 1.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 1.', ('DB-S-00001.IMG01',)),
    case('a PNG', site(files=with_files(replace(HERO, media_type="image/png"))), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 1.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 1.', ('DB-S-00001.IMG01',)),
    case('a JPEG', site(files=with_files(replace(HERO, media_type="image/jpeg"))), FAIL, 'Chưa có ảnh chính không nén mất dữ liệu với cạnh dài 3.000 điểm ảnh.', 'No main picture without loss has a long side of 3,000 pixels.', ()),
    case('a long side of 3,000', site(files=with_files(replace(HERO, width=10, height=3_000))), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 1.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 1.', ('DB-S-00001.IMG01',)),
    case('a long side of 2,999', site(files=with_files(replace(HERO, width=2_999, height=10))), FAIL, 'Chưa có ảnh chính không nén mất dữ liệu với cạnh dài 3.000 điểm ảnh.', 'No main picture without loss has a long side of 3,000 pixels.', ()),
    case('no main picture', site(files=(LETTER,)), FAIL, 'Chưa có ảnh chính không nén mất dữ liệu với cạnh dài 3.000 điểm ảnh.', 'No main picture without loss has a long side of 3,000 pixels.', ()),
    case('no dossier', site(files=(HERO,), dossier=()), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 0.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 0.', ('DB-S-00001.IMG01',)),
    case('dossier files as TIFF and PNG', site(files=(HERO, paper("A", media_type="image/tiff"), paper("B", media_type="image/png"))), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 2.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 2.', ('DB-S-00001.IMG01',)),
    case('a dossier file as JPEG', site(files=(HERO, LETTER, paper("A", media_type="image/jpeg"))), FAIL, '1 trên 2 tệp hồ sơ không ở dạng lưu trữ: DB-S-00001.A.', '1 of 2 dossier files are in no lasting format: DB-S-00001.A.', ('DB-S-00001.A',)),
    case('a dossier file by its part, as JPEG', site(files=(HERO, file("IMG02")), dossier=(part("HS05", files=("DB-S-00001.IMG02",)),)), FAIL, '1 trên 1 tệp hồ sơ không ở dạng lưu trữ: DB-S-00001.IMG02.', '1 of 1 dossier files are in no lasting format: DB-S-00001.IMG02.', ('DB-S-00001.IMG02',)),
    case('nothing right', site(files=(paper("A", media_type="image/jpeg"),)), FAIL, 'Chưa có ảnh chính không nén mất dữ liệu với cạnh dài 3.000 điểm ảnh; 1 trên 1 tệp hồ sơ không ở dạng lưu trữ: DB-S-00001.A.', 'No main picture without loss has a long side of 3,000 pixels; 1 of 1 dossier files are in no lasting format: DB-S-00001.A.', ('DB-S-00001.A',)),
    case('a recording is not asked', site(files=(HERO, file("X", SurrogateKind.AUDIO, media_type="audio/mpeg"))), PASS, 'Ảnh chính không nén mất dữ liệu, cạnh dài đủ 3.000 điểm ảnh; tệp hồ sơ ở dạng lưu trữ: 0.', 'The main picture is without loss, its long side has 3,000 pixels; dossier files in lasting formats: 0.', ('DB-S-00001.IMG01',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D4_2)
def test_d4_2_masters_are_large_and_without_loss(situation: Situation) -> None:
    assert situation.answer_of("D4.2") == situation.expected


D4_3 = [
    case('all checked, two copies', site(), PASS, '9 tệp đều qua kiểm tra toàn vẹn trong 365 ngày và có 2 bản sao trở lên.', 'Files found unchanged within 365 days, in 2 places or more: 9 of 9.', ('DB-S-00001.IMG01', 'DB-S-00001.IMG02', 'DB-S-00001.IMG03', 'DB-S-00001.IMG04', 'DB-S-00001.IMG05', 'DB-S-00001.PAN01', 'DB-S-00001.MOD01', 'DB-S-00001.DOC01', 'DB-S-00001.DOC02')),
    case('checked 365 days ago', site(files=(HERO, replace(PANORAMA, passed_on=DAY - timedelta(days=365)))), PASS, '2 tệp đều qua kiểm tra toàn vẹn trong 365 ngày và có 2 bản sao trở lên.', 'Files found unchanged within 365 days, in 2 places or more: 2 of 2.', ('DB-S-00001.IMG01', 'DB-S-00001.PAN01')),
    case('checked 366 days ago', site(files=(HERO, replace(PANORAMA, passed_on=DAY - timedelta(days=366)))), FAIL, '1 trên 2 tệp chưa qua kiểm tra toàn vẹn trong 365 ngày: DB-S-00001.PAN01.', '1 of 2 files passed no check of their bytes within 365 days: DB-S-00001.PAN01.', ('DB-S-00001.PAN01',)),
    case('checked after the day', site(files=(HERO, replace(PANORAMA, passed_on=DAY + timedelta(days=1)))), FAIL, '1 trên 2 tệp chưa qua kiểm tra toàn vẹn trong 365 ngày: DB-S-00001.PAN01.', '1 of 2 files passed no check of their bytes within 365 days: DB-S-00001.PAN01.', ('DB-S-00001.PAN01',)),
    case('never checked', site(files=(HERO, replace(PANORAMA, passed_on=None))), FAIL, '1 trên 2 tệp chưa qua kiểm tra toàn vẹn trong 365 ngày: DB-S-00001.PAN01.', '1 of 2 files passed no check of their bytes within 365 days: DB-S-00001.PAN01.', ('DB-S-00001.PAN01',)),
    case('one copy', site(files=(HERO, replace(PANORAMA, copies=1))), FAIL, '1 trên 2 tệp chưa có đủ 2 bản sao: DB-S-00001.PAN01.', '1 of 2 files are not in 2 places: DB-S-00001.PAN01.', ('DB-S-00001.PAN01',)),
    case('three copies', site(files=(HERO, replace(PANORAMA, copies=3))), PASS, '2 tệp đều qua kiểm tra toàn vẹn trong 365 ngày và có 2 bản sao trở lên.', 'Files found unchanged within 365 days, in 2 places or more: 2 of 2.', ('DB-S-00001.IMG01', 'DB-S-00001.PAN01')),
    case('neither', site(files=(HERO, replace(PANORAMA, copies=1, passed_on=None))), FAIL, '1 trên 2 tệp chưa qua kiểm tra toàn vẹn trong 365 ngày: DB-S-00001.PAN01; 1 trên 2 tệp chưa có đủ 2 bản sao: DB-S-00001.PAN01.', '1 of 2 files passed no check of their bytes within 365 days: DB-S-00001.PAN01; 1 of 2 files are not in 2 places: DB-S-00001.PAN01.', ('DB-S-00001.PAN01',)),
    case('different files', site(files=(replace(HERO, copies=1), replace(PANORAMA, passed_on=None))), FAIL, '1 trên 2 tệp chưa qua kiểm tra toàn vẹn trong 365 ngày: DB-S-00001.PAN01; 1 trên 2 tệp chưa có đủ 2 bản sao: DB-S-00001.IMG01.', '1 of 2 files passed no check of their bytes within 365 days: DB-S-00001.PAN01; 1 of 2 files are not in 2 places: DB-S-00001.IMG01.', ('DB-S-00001.PAN01', 'DB-S-00001.IMG01')),
    case('no file', site(files=()), FAIL, 'Chưa có tệp nào.', 'There is no file.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D4_3)
def test_d4_3_files_are_found_unchanged_and_kept_twice(situation: Situation) -> None:
    assert situation.answer_of("D4.3") == situation.expected


D4_4 = [
    case('RTK in EPSG:9205 at 0.1 m', site(), PASS, 'Vị trí đo theo EPSG:9205, chính xác trong 0,1 m.', 'The position was surveyed in EPSG:9205 and is accurate within 0.1 m.', ('DB-S-00001/3',)),
    case('0.11 m', site(position=replace(POSITION, accuracy_metres=0.11)), FAIL, 'Độ chính xác 0,11 m (cần trong 0,1 m).', 'The accuracy is 0.11 m (wanted: within 0.1 m).', ('DB-S-00001/3',)),
    case('accuracy not stated', site(position=replace(POSITION, accuracy_metres=None)), FAIL, 'Chưa ghi độ chính xác (cần trong 0,1 m).', 'The accuracy is not stated (wanted: within 0.1 m).', ('DB-S-00001/3',)),
    case('a handheld receiver', site(position=replace(POSITION, method=LocationMethod.HANDHELD_GNSS)), FAIL, 'Phương pháp: GNSS cầm tay (cần GNSS RTK).', 'The method: handheld GNSS (wanted: GNSS with RTK).', ('DB-S-00001/3',)),
    case('no method', site(position=replace(POSITION, method=None)), FAIL, 'Phương pháp: chưa ghi (cần GNSS RTK).', 'The method: not stated (wanted: GNSS with RTK).', ('DB-S-00001/3',)),
    case('another grid', site(position=replace(POSITION, source_crs="EPSG:5897")), FAIL, 'Hệ tọa độ gốc EPSG:5897 (cần EPSG:9205).', 'The source grid is EPSG:5897 (wanted: EPSG:9205).', ('DB-S-00001/3',)),
    case('no grid', site(position=replace(POSITION, source_crs=None)), FAIL, 'Hệ tọa độ gốc chưa ghi (cần EPSG:9205).', 'The source grid is not stated (wanted: EPSG:9205).', ('DB-S-00001/3',)),
    case('everything wrong', site(position=replace(POSITION, accuracy_metres=2.0, method=LocationMethod.MAP, source_crs=None)), FAIL, 'Độ chính xác 2 m (cần trong 0,1 m); phương pháp: bản đồ (cần GNSS RTK); hệ tọa độ gốc chưa ghi (cần EPSG:9205).', 'The accuracy is 2 m (wanted: within 0.1 m); the method: a map (wanted: GNSS with RTK); the source grid is not stated (wanted: EPSG:9205).', ('DB-S-00001/3',)),
    case('no position', site(position=None), FAIL, 'Chưa có vị trí.', 'There is no position.', ()),
    case('a complex has no excuse', site(position=None, is_complex=True), FAIL, 'Chưa có vị trí.', 'There is no position.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D4_4)
def test_d4_4_control_is_surveyed_in_the_grid_of_the_province(situation: Situation) -> None:
    assert situation.answer_of("D4.4") == situation.expected


D4_5 = [
    case('a report', site(), PASS, 'Số báo cáo chất lượng độc lập: 1.', 'Independent reports on quality: 1.', ('DB-S-00001.DOC02',)),
    case('no report', site(files=(HERO, LETTER)), FAIL, 'Số báo cáo chất lượng độc lập: 0.', 'Independent reports on quality: 0.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D4_5)
def test_d4_5_an_independent_report_is_attached(situation: Situation) -> None:
    assert situation.answer_of("D4.5") == situation.expected
