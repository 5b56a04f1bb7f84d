"""D0, registered: each check, at its thresholds and one below, with the sentences that it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.terms import AuthorityKind, Certainty, Grade, TextField
from tests.catalog.ladder.sites import BARE, PART, TOURIST_ACT, act, site, with_text, without_text
from tests.catalog.ladder.situations import FAIL, NOT_APPLICABLE, PASS, Situation, case

D0_1 = [
    case('everything is there', site(), PASS, 'Có mã DB-S-00001 và tên tiếng Việt; loại hình trong danh mục: 1.', 'It has the code DB-S-00001 and a Vietnamese name; kinds of the list: 1.', ('DB-S-00001/3',)),
    case('no code', site(code=""), FAIL, 'Chưa có mã định danh.', 'There is no permanent code.', ('/3',)),
    case('no Vietnamese name', site(texts=without_text(TextField.NAME, "vi")), FAIL, 'Chưa có tên tiếng Việt.', 'The Vietnamese name is missing.', ('DB-S-00001/3',)),
    case('a name by a machine that nobody reviewed', site(texts=with_text(TextField.NAME, counts=False)), FAIL, 'Chưa có tên tiếng Việt.', 'The Vietnamese name is missing.', ('DB-S-00001/3',)),
    case('a name of one letter', site(texts=with_text(TextField.NAME, length=1)), PASS, 'Có mã DB-S-00001 và tên tiếng Việt; loại hình trong danh mục: 1.', 'It has the code DB-S-00001 and a Vietnamese name; kinds of the list: 1.', ('DB-S-00001/3',)),
    case('an empty name', site(texts=with_text(TextField.NAME, length=0)), FAIL, 'Chưa có tên tiếng Việt.', 'The Vietnamese name is missing.', ('DB-S-00001/3',)),
    case('no kind', site(kinds=()), FAIL, 'Chưa chọn loại hình.', 'No kind is chosen.', ('DB-S-00001/3',)),
    case('a kind that ended', site(kinds=("OLD",), unknown_kinds=("OLD",)), FAIL, 'Loại hình ngoài danh mục: OLD.', 'Kinds that the list lacks: OLD.', ('DB-S-00001/3',)),
    case('more unknown kinds than are named', site(kinds=tuple("ABCDEF"), unknown_kinds=tuple("ABCDEF")), FAIL, 'Loại hình ngoài danh mục: A, B, C, D, E (+1).', 'Kinds that the list lacks: A, B, C, D, E (+1).', ('DB-S-00001/3',)),
    case('exactly as many unknown kinds as are named', site(kinds=tuple("ABCDE"), unknown_kinds=tuple("ABCDE")), FAIL, 'Loại hình ngoài danh mục: A, B, C, D, E.', 'Kinds that the list lacks: A, B, C, D, E.', ('DB-S-00001/3',)),
    case('nothing', replace(BARE, code=""), FAIL, 'Chưa có mã định danh; chưa có tên tiếng Việt; chưa chọn loại hình.', 'There is no permanent code; the Vietnamese name is missing; no kind is chosen.', ('/3',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D0_1)
def test_d0_1_a_site_has_a_code_a_vietnamese_name_and_kinds_of_the_list(situation: Situation) -> None:
    assert situation.answer_of("D0.1") == situation.expected


D0_2 = [
    case('both acts are known', site(), PASS, '2 trên 2 quyết định có đủ số, ngày và thẩm quyền.', '2 of 2 acts have number, date and a fitting authority.', ('1709/QĐ-BVHTTDL', '12/QĐ-UBND')),
    case('neither act nor complex', site(acts=()), NOT_APPLICABLE, 'Địa điểm không được xếp hạng, công nhận hay kiểm kê và không thuộc quần thể nào.', 'The site is not designated and belongs to no complex.', ()),
    case('one act of two is known', site(acts=(act(decision_number=None), TOURIST_ACT)), PASS, '1 trên 2 quyết định có đủ số, ngày và thẩm quyền.', '1 of 2 acts have number, date and a fitting authority.', ('12/QĐ-UBND',)),
    case('no number', site(acts=(act(decision_number=None),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: số quyết định.', '0 of 1 acts have number, date and a fitting authority; missing: the number.', ()),
    case('no date', site(acts=(act(decision_date=None),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: ngày quyết định.', '0 of 1 acts have number, date and a fitting authority; missing: the date.', ()),
    case('no authority', site(acts=(act(authority=None),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: cơ quan ban hành.', '0 of 1 acts have number, date and a fitting authority; missing: the authority.', ()),
    case('the province ranks nationally', site(acts=(act(authority_kind=AuthorityKind.PROVINCE),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: cơ quan đúng thẩm quyền.', '0 of 1 acts have number, date and a fitting authority; missing: an authority that may give this rank.', ()),
    case('a former body ranks nationally', site(acts=(act(authority_kind=AuthorityKind.FORMER_BODY),)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('1709/QĐ-BVHTTDL',)),
    case('the minister ranks special national', site(acts=(act(grade=Grade.SPECIAL_NATIONAL),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: cơ quan đúng thẩm quyền.', '0 of 1 acts have number, date and a fitting authority; missing: an authority that may give this rank.', ()),
    case('the Prime Minister ranks special national', site(acts=(act(grade=Grade.SPECIAL_NATIONAL, authority_kind=AuthorityKind.PRIME_MINISTER),)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('1709/QĐ-BVHTTDL',)),
    case('the province ranks provincially', site(acts=(act(grade=Grade.PROVINCIAL, authority_kind=AuthorityKind.PROVINCE),)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('1709/QĐ-BVHTTDL',)),
    case('a former body ranks provincially', site(acts=(act(grade=Grade.PROVINCIAL, authority_kind=AuthorityKind.FORMER_BODY),)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('1709/QĐ-BVHTTDL',)),
    case('the minister ranks provincially', site(acts=(act(grade=Grade.PROVINCIAL),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: cơ quan đúng thẩm quyền.', '0 of 1 acts have number, date and a fitting authority; missing: an authority that may give this rank.', ()),
    case('an unknown authority of a tourist site', site(acts=(replace(TOURIST_ACT, authority_kind=AuthorityKind.UNKNOWN),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: cơ quan đúng thẩm quyền.', '0 of 1 acts have number, date and a fitting authority; missing: an authority that may give this rank.', ()),
    case('a tourist site by whatever known authority', site(acts=(replace(TOURIST_ACT, authority_kind=AuthorityKind.MINISTER),)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('12/QĐ-UBND',)),
    case('the rank alone is stated', site(acts=(act(certainty=Certainty.RANK_ONLY),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: nguồn nêu rõ quyết định.', '0 of 1 acts have number, date and a fitting authority; missing: a source that states the act.', ()),
    case('nothing but the rank is known', site(acts=(act(decision_number=None, decision_date=None, authority=None, certainty=Certainty.RANK_ONLY),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: số quyết định, ngày quyết định, cơ quan ban hành, nguồn nêu rõ quyết định.', '0 of 1 acts have number, date and a fitting authority; missing: the number, the date, the authority, a source that states the act.', ()),
    case('the act that lacks least is named', site(acts=(act(decision_number=None, decision_date=None), replace(TOURIST_ACT, decision_date=None))), FAIL, '0 trên 2 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: ngày quyết định.', '0 of 2 acts have number, date and a fitting authority; missing: the date.', ()),
    case('a part', site(acts=(), parts=(PART,)), PASS, '1 trên 1 quyết định có đủ số, ngày và thẩm quyền.', '1 of 1 acts have number, date and a fitting authority.', ('4383/QĐ-BVHTTDL',)),
    case('a part without number', site(acts=(), parts=(replace(PART, decision_number=None),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: số hoặc ngày của quyết định đưa vào quần thể.', '0 of 1 acts have number, date and a fitting authority; missing: number or date of the complex’s act.', ()),
    case('a part without date', site(acts=(), parts=(replace(PART, decided_on=None),)), FAIL, '0 trên 1 quyết định có đủ số, ngày và thẩm quyền; còn thiếu: số hoặc ngày của quyết định đưa vào quần thể.', '0 of 1 acts have number, date and a fitting authority; missing: number or date of the complex’s act.', ()),
    case('a part whose own act is not known', site(acts=(act(decision_number=None),), parts=(PART,)), PASS, '1 trên 2 quyết định có đủ số, ngày và thẩm quyền.', '1 of 2 acts have number, date and a fitting authority.', ('4383/QĐ-BVHTTDL',)),
]  # fmt: skip


@pytest.mark.parametrize("situation", D0_2)
def test_d0_2_an_act_has_number_date_and_an_authority_that_may_give_the_rank(situation: Situation) -> None:
    assert situation.answer_of("D0.2") == situation.expected


D0_3 = [
    case('a unit of the day', site(), PASS, 'Số đơn vị hành chính của ngày này: 1.', 'Administrative units of the day: 1.', ('11-03127-2025-07-01',)),
    case('two units', site(units=("A", "B")), PASS, 'Số đơn vị hành chính của ngày này: 2.', 'Administrative units of the day: 2.', ('A', 'B')),
    case('no unit', site(units=()), FAIL, 'Chưa gắn với xã, phường nào.', 'It names no commune or ward of the day.', ()),
]  # fmt: skip


@pytest.mark.parametrize("situation", D0_3)
def test_d0_3_a_site_lies_in_a_unit_of_the_day(situation: Situation) -> None:
    assert situation.answer_of("D0.3") == situation.expected
