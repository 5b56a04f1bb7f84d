import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WholeFragment } from '../src/graphql/documents.ts';
import { blank, facetsOf, type Fields } from '../src/outbox/fields.ts';
import { changes } from '../src/outbox/input.ts';
import { merged } from '../src/outbox/merge.ts';
import { placed, unready } from '../src/outbox/problems.ts';
import { fieldsOf } from '../src/outbox/read.ts';
import { answered, decided, edited, isUnsent, newWork, planned, rebased, type Work } from '../src/outbox/work.ts';

const NOW = '2026-11-23T08:00:00Z';

function said(texts: Record<string, string>, more: Partial<Fields> = {}): Fields {
  const whole = Object.entries(texts).map(([name, text]) => [name, { text, origin: 'HUMAN', isReviewed: false }]);
  return { ...blank(), texts: Object.fromEntries(whole), ...more };
}

function site(version: number, texts: [WholeFragment['texts'][number]['field'], string, string][], more: Partial<WholeFragment> = {}): WholeFragment {
  return {
    id: 'S1', code: 'DB-S-00001', version, state: 'DRAFT', origin: 'ENTRY', kinds: [], adminUnits: [], addressInDecision: null, extent: null,
    location: null, period: null, managingBody: null, visitorInfo: null, designations: [], partOf: null, partOfAct: null, missing: [], sources: [], protectionZones: [],
    texts: texts.map(([field, language, text]) => ({ field, language, text, origin: 'HUMAN', isReviewed: false, isStale: false })),
    ...more,
  };
}

const act = (more: object) => ({
  id: 'a', scheme: 'RELIC_RANK', grade: '', decisionNumber: '', decisionDate: '', authority: '', validFrom: '', validTo: '', endReason: '',
  endedBy: '', source: '', ...more,
}) as Fields['designations'][number];

let count = 0;
const key = () => `key-${++count}`;

test('only what differs is sent, a text that is gone as an empty one', () => {
  const sent = said({ 'names.VI': 'Đền Hoàng Công Chất', 'summaries.EN': 'A temple.' }, { managingBody: 'Ban quản lý' });
  const fields = said({ 'names.VI': 'Đền  Hoàng Công Chất ', 'summaries.VI': 'Đền thờ.', 'visitorFacts.FEE.VI': 'Miễn phí' });
  const { input, names } = changes(fields, sent);
  assert.deepEqual(names, ['managingBody', 'summaries.EN', 'summaries.VI', 'visitorFacts.FEE.VI']);
  assert.deepEqual(input, {
    managingBody: null,
    summaries: [
      { language: 'EN', text: '', origin: 'HUMAN', isReviewed: false },
      { language: 'VI', text: 'Đền thờ.', origin: 'HUMAN', isReviewed: false },
    ],
    visitorFacts: [{ language: 'VI', text: 'Miễn phí', origin: 'HUMAN', isReviewed: false, name: 'FEE' }],
  });
});

test('a position goes as it was typed; the numbers of the catalogue stay with a text that nobody changed', () => {
  const kept = { text: 'X=2365683 Y=502188', latitude: 21.386, longitude: 103.023, sourceCrs: 'EPSG:9205', sourceNumbers: 'X=2365683 Y=502188' };
  const position = { ...blank().position, text: kept.text, accuracy: '12,5', method: 'CONVERTED' as const, kept };
  const { input } = changes({ ...blank(), position }, { ...blank(), position: { ...position, accuracy: '' } });
  assert.equal(input.location?.latitude, 21.386);
  assert.equal(input.location?.accuracyMetres, 12.5);
  assert.equal(input.location?.sourceNumbers, kept.sourceNumbers);
  const typed = changes({ ...blank(), position: { ...position, text: '21.4, 103' } }, blank()).input;
  assert.equal(typed.location?.coordinates, '21.4, 103');
});

test('a code for a missing value counts only where there is no value', () => {
  const missing = { managing_body: { code: 'KHONG_RO' as const, note: 'Đã hỏi xã' }, summary: { code: 'KHONG_AP_DUNG' as const, note: '' } };
  const facets = facetsOf({ ...said({ 'summaries.VI': 'Có' }), missing });
  assert.deepEqual(facets.missing, [{ field: 'managing_body', code: 'KHONG_RO', note: 'Đã hỏi xã' }]);
});

test('what others changed is taken where I changed nothing; where both did, mine stays and is told', () => {
  const base = said({ 'names.VI': 'A', 'summaries.VI': 'B' }, { managingBody: 'C' });
  const mine = said({ 'names.VI': 'A1', 'summaries.VI': 'B' }, { managingBody: 'C1' });
  const theirs = said({ 'names.VI': 'A2', 'summaries.VI': 'B2' }, { managingBody: 'C1' });
  const { fields, conflicts } = merged(base, mine, theirs);
  assert.equal(fields.texts['names.VI']?.text, 'A1');
  assert.equal(fields.texts['summaries.VI']?.text, 'B2');
  assert.deepEqual(conflicts, ['names.VI']);
});

test('an attempt is made once and kept as it is, however often it is planned, whatever is typed meanwhile', () => {
  const work = edited(newWork('w', 'p', NOW), said({ 'names.VI': 'Đền' }));
  const attempt = planned(work, key);
  assert.equal(attempt?.kind, 'CREATE');
  const sending: Work = edited({ ...work, attempt }, said({ 'names.VI': 'Đền mới' }));
  assert.deepEqual(planned(sending, key), attempt);
  const after = answered(sending, attempt!, { site: site(1, [['NAME', 'VI', 'Đền']]), problems: [], warnings: [] }, NOW);
  assert.equal(after.code, 'DB-S-00001');
  assert.equal(after.fields.texts['names.VI']?.text, 'Đền mới');
  const next = planned(after, key);
  assert.equal(next?.kind, 'REVISE');
  assert.equal(next?.version, 1);
  assert.notEqual(next?.idempotencyKey, attempt?.idempotencyKey);
});

test('nothing is sent before there is a name, and nothing again once all is there', () => {
  assert.equal(planned(edited(newWork('w', 'p', NOW), { ...blank(), managingBody: 'X' }), key), null);
  const work = edited(newWork('w', 'p', NOW), said({ 'names.VI': 'Đền ' }));
  const attempt = planned(work, key)!;
  const after = answered(work, attempt, { site: site(1, [['NAME', 'VI', 'Đền']]), problems: [], warnings: [] }, NOW);
  assert.equal(planned(after, key), null);
  assert.equal(isUnsent(after), false);
  assert.equal(after.fields.texts['names.VI']?.text, 'Đền ', 'the space under the cursor stays');
});

test('what is refused waits until it reads otherwise; all else is sent without it', () => {
  const work = edited({ ...newWork('w', 'p', NOW), siteId: 'S1', code: 'DB-S-00001', baseVersion: 1 }, said({ 'summaries.VI': 'B' }, { periodEdtf: 'thế kỷ 18' }));
  const attempt = planned(work, key)!;
  const problem = { code: 'BAD_EDTF', field: 'periodEdtf', message: 'không phải' };
  const refused = answered({ ...work, attempt }, attempt, { site: null, problems: [problem], warnings: [] }, NOW);
  assert.equal(refused.step, 'REFUSED');
  assert.deepEqual(planned(refused, key)?.names, ['summaries.VI']);
  const mended = edited(refused, { ...refused.fields, periodEdtf: '17XX' });
  assert.deepEqual(mended.problems, []);
  assert.deepEqual(planned(mended, key)?.names, ['periodEdtf', 'summaries.VI']);
});

test('a conflict stops sending until each field is decided, and then goes upon the newest version', () => {
  const sent = said({ 'names.VI': 'Đền', 'summaries.VI': 'B' });
  const work: Work = { ...newWork('w', 'p', NOW, said({ 'names.VI': 'Đền mới', 'summaries.VI': 'B' })), siteId: 'S1', code: 'DB-S-00001', baseVersion: 1, sent };
  const conflicting = rebased(work, site(2, [['NAME', 'VI', 'Đền khác'], ['SUMMARY', 'VI', 'B2']]), false);
  assert.equal(conflicting.step, 'CONFLICT');
  assert.deepEqual(conflicting.conflict?.names, ['names.VI']);
  assert.equal(conflicting.fields.texts['summaries.VI']?.text, 'B2');
  assert.equal(planned(conflicting, key), null);
  const mine = decided(conflicting, ['names.VI']);
  assert.deepEqual(planned(mine, key)?.names, ['names.VI']);
  assert.equal(planned(mine, key)?.version, 2);
  const theirs = decided(conflicting, []);
  assert.equal(theirs.fields.texts['names.VI']?.text, 'Đền khác');
  assert.equal(planned(theirs, key), null);
});

test('a submission goes only when everything else is there', () => {
  const fields = said({ 'names.VI': 'Đền' });
  const work: Work = { ...newWork('w', 'p', NOW, fields), siteId: 'S1', baseVersion: 3, sent: fields, wish: 'SUBMIT' };
  assert.equal(planned(work, key)?.kind, 'SUBMIT');
  assert.equal(planned(edited(work, said({ 'names.VI': 'Đền 2' })), key)?.kind, 'REVISE');
  assert.equal(planned({ ...edited(work, said({ 'names.VI': '' })), held: { 'names.VI': null } }, key), null);
});

test('a problem finds its field in the form', () => {
  const fields = { ...blank(), designations: [act({ id: 'blank' }), act({ id: 'r7', grade: 'NATIONAL' })] };
  const at = (field: string | null, input: object = {}) => placed({ code: 'X', field, message: '' }, input, fields).place;
  assert.equal(at('designations.0.decisionNumber'), 'designations.r7.decisionNumber');
  assert.equal(at('names'), 'names.VI');
  assert.equal(at('names.0.text', { names: [{ language: 'EN', text: '' }] }), 'names.EN');
  assert.equal(at('summaries.VI'), 'summaries.VI');
  assert.equal(at('visitorFacts.0', { visitorFacts: [{ name: 'FEE', language: 'VI' }] }), 'visitorFacts.FEE.VI');
  assert.equal(at('adminUnit'), 'adminUnits');
  assert.equal(at('location.coordinates'), 'location.coordinates');
  assert.equal(at(null), null);
});

test('an act that is only begun waits for its rank and its authority', () => {
  const with_ = (more: object, sent = blank()) => [...new Set(unready({ ...blank(), designations: [act(more)] }, sent).map(({ facet }) => facet))];
  assert.deepEqual(with_({}), []);
  assert.deepEqual(with_({ decisionNumber: '12/QĐ' }), ['designations']);
  assert.deepEqual(with_({ decisionNumber: '12/QĐ', grade: 'NATIONAL', authority: 'Bộ Văn hóa' }), []);
  const register = { ...blank(), designations: [act({ id: 'other', decisionNumber: '12/QĐ' })] };
  assert.deepEqual(with_({ decisionNumber: '12/QĐ' }, register), [], 'what the register has so far stays as it is');
});

test('a record reads back as the same facets, so that nothing seems changed', () => {
  const whole = site(4, [['NAME', 'VI', 'Đền'], ['ALTERNATIVE_NAME', 'VI', 'Đền Bản Phủ'], ['FEE', 'EN', 'Free']], {
    location: { latitude: 21.3, longitude: 103, accuracyMetres: 10, method: 'MAP', measuredOn: null, sourceCrs: 'EPSG:4326', sourceNumbers: '21.3, 103.0', source: null },
    missing: [{ field: 'summary', code: 'CHUA_NHAP', note: null }],
  });
  const work = rebased(newWork('w', 'p', NOW), whole, false);
  assert.equal(isUnsent(work), false);
  assert.equal(fieldsOf(whole).position.text, '21.3, 103');
  assert.deepEqual(work.fields.missing, {});
});
