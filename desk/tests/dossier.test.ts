import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, itemWith, notApplicable, saidOf, type Part } from '../src/dossier/item.ts';

const part = (more: Partial<Part> = {}): Part => ({
  part: 'HS02', label: 'Lý lịch', citation: '', allowsNotApplicable: false, status: 'PRESENT', reason: null, pageCount: 3,
  surrogates: [{ id: '1', code: 'DB-S-00080.DOC01', mediaType: 'application/pdf', role: 'DOSSIER', caption: null, work: null }],
  work: {
    isConvertedFromPaper: true, conversionMark: 'Dấu 12', signatureReference: null, ministryOpinion: { number: '12/BVHTTDL', issuedOn: '2026-03-02' },
    note: 'Phòng Di sản', warnings: [],
  },
  ...more,
});

test('a part is sent whole: another file leaves what was said of it as it is', () => {
  assert.deepEqual(itemWith(part(), [...filesOf(part()), 'DB-S-00080.DOC02'], saidOf(part())), {
    part: 'HS02', status: 'PRESENT', surrogates: ['DB-S-00080.DOC01', 'DB-S-00080.DOC02'], pageCount: null, isConvertedFromPaper: true,
    conversionMark: 'Dấu 12', signatureReference: null, ministryOpinion: { number: '12/BVHTTDL', issuedOn: '2026-03-02' }, note: 'Phòng Di sản',
  });
});

test('without files a part is missing; pages that are no number are not said; an opinion needs its day', () => {
  assert.deepEqual(itemWith(part(), [], saidOf(part())), { part: 'HS02', status: 'MISSING' });
  const said = { ...saidOf(part()), pageCount: 'ba', opinionDay: '' };
  const { pageCount, ministryOpinion } = itemWith(part(), ['A'], said);
  assert.deepEqual([pageCount, ministryOpinion], [null, null]);
  assert.equal(itemWith(part(), ['A'], { ...said, pageCount: '12' }).pageCount, 12);
});

test('what does not apply says why', () => {
  assert.deepEqual(notApplicable(part({ part: 'HS07' }), ' Không có bia. '), { part: 'HS07', status: 'NOT_APPLICABLE', reason: 'Không có bia.' });
});
