import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asCsv, leastFirst, shareOf, unitsDone } from '../src/administration/learned.ts';

const COUNTS = [
  { unit: null, people: 4, begun: 4, finished: 4 },
  { unit: { code: '03325', name: 'Xã Mường Phăng' }, people: 2, begun: 2, finished: 1 },
  { unit: { code: '03127', name: 'Phường "Một", mới' }, people: 3, begun: 0, finished: 0 },
];

test('who has come least far comes first, and nobody is no share', () => {
  assert.deepEqual(leastFirst(COUNTS).map(({ unit }) => unit?.code), ['03127', '03325', undefined]);
  assert.equal(shareOf({ people: 0, begun: 0, finished: 0 }), null);
});

test('communes are counted without those of no commune', () => {
  assert.deepEqual(unitsDone(COUNTS), { done: 1, all: 2 });
});

test('the table is CSV as spreadsheets read it, and holds no formula', () => {
  const csv = asCsv([...COUNTS, { unit: { code: '1', name: '=1+1' }, people: 0, begun: 0, finished: 0 }], ['Mã', 'Tên'], 'Không xã');
  assert.equal(csv, '\ufeffMã,Tên\r\n,Không xã,4,4,4,1.0000\r\n03325,Xã Mường Phăng,2,2,1,0.5000\r\n03127,"Phường ""Một"", mới",3,0,0,0.0000\r\n1,\'=1+1,0,0,0,\r\n');
});
