import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clustersOf, fits } from '../src/scores/clusters.ts';
import { basisOf, criterionAt, depths, laidOut, placeOf, withBasis } from '../src/scores/set-text.ts';

const TEXT = `{
  "name": "bo-mau", "title": {"vi": "Bộ \\"mẫu\\", [x]", "en": "y"},
  "criteria": [
    {"code": "I", "maximum": 40, "children": []},
    {
      "code": "II",
      "maximum": 60,
      "children": [{"code": "II.1", "maximum": "30/7", "label": {"vi": "Một"}}]
    }
  ],
  "valid_from": null
}`;

function found(field: string): string | null {
  const place = placeOf(TEXT, field);
  return place && TEXT.slice(place.start, place.end);
}

test('a problem leads to its value in the text, past commas and brackets within texts', () => {
  assert.equal(found('criteria.1.children.0.maximum'), '"30/7"');
  assert.equal(found('criteria.0.maximum'), '40');
  assert.equal(found('valid_from'), 'null');
  assert.equal(placeOf(TEXT, 'criteria.1.maximum')?.line, 7);
});

test('what is missing is shown by what it is missing from, and what has no place has none', () => {
  assert.equal(found('criteria.1.children.0.label.en'), '{"vi": "Một"}');
  assert.equal(found('criteria.7'), TEXT.slice(TEXT.indexOf('[\n'), TEXT.lastIndexOf(']') + 1));
  assert.equal(found('legal_basis'), null);
  assert.equal(placeOf(TEXT, null), null);
  assert.equal(placeOf('{', 'name'), null);
});

test('a problem is told by the innermost criterion it lies in', () => {
  assert.deepEqual(criterionAt(TEXT, 'criteria.1.children.0.label.en'), { code: 'II.1', rest: 'label.en' });
  assert.deepEqual(criterionAt(TEXT, 'criteria.1.maximum'), { code: 'II', rest: 'maximum' });
  assert.deepEqual(criterionAt(TEXT, 'valid_to'), { code: null, rest: 'valid_to' });
  assert.deepEqual(criterionAt('no JSON', 'a.b'), { code: null, rest: 'a.b' });
});

test('the legal basis is put into a draft, and all else of it stays', () => {
  const basis = { number: ' 12/QĐ-UBND ', issuedOn: '2026-01-05', sha256: 'AB', validFrom: '2026-02-01' };
  const now = JSON.parse(withBasis(TEXT, basis)) as Record<string, unknown>;
  assert.deepEqual(now.legal_basis, { document_number: '12/QĐ-UBND', issued_on: '2026-01-05', file_sha256: 'ab' });
  assert.equal(now.valid_from, '2026-02-01');
  assert.deepEqual(now.criteria, (JSON.parse(TEXT) as Record<string, unknown>).criteria);
  assert.deepEqual(basisOf(JSON.stringify(now)), { number: '12/QĐ-UBND', issuedOn: '2026-01-05', sha256: 'ab', validFrom: '2026-02-01' });
  assert.deepEqual(basisOf(TEXT), { number: '', issuedOn: '', sha256: '', validFrom: '' });
  assert.equal(laidOut('{'), '{');
});

test('criteria stand as deep as those above them', () => {
  const tree = depths([{ code: 'I' }, { code: 'I.1', parent: 'I' }, { code: 'I.1.a', parent: 'I.1' }, { code: 'G', parent: null }]);
  assert.deepEqual([...tree.values()], [0, 1, 2, 0]);
});

test('subjects are found in their clusters, and by their names without marks', () => {
  const cluster = { code: 'b', name: 'Khối xã' };
  const all = [{ code: '03325', name: 'Xã Mường Phăng', cluster }, { code: '03127', name: 'Phường Điện Biên Phủ' }, { code: '1', name: 'A', cluster }];
  assert.deepEqual(clustersOf(all).map(({ code, members }) => [code, members.length]), [['b', 2]]);
  assert.deepEqual(all.filter((one) => fits(one, 'dien  bien')).map(({ code }) => code), ['03127']);
  assert.equal(all.filter((one) => fits(one, '')).length, 3);
});
