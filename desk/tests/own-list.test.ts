import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAnswerable, ownFound } from '../src/find/own-list.ts';
import { NOTHING } from '../src/find/question.ts';
import { isDear } from '../src/offline/dear.ts';
import type { FoundSiteFragment } from '../src/graphql/documents.ts';

const row = (code: string, text: string, more: object = {}): FoundSiteFragment => ({
  id: code, code, version: 1, state: 'DRAFT', name: { text, language: 'VI' }, kinds: ['HISTORICAL'], adminUnit: { code: '03325', name: 'Mường Phăng' },
  grade: { answer: 'KNOWN', value: null }, locationPrecision: 'EXACT', heroImage: null, digitisation: null, ...more,
} as unknown as FoundSiteFragment);
const ROWS = [row('DB-1', 'Đồi Cháy'), row('DB-2', 'Hầm Đại tướng', { state: 'PUBLISHED', kinds: ['SCENIC'] }), row('DB-3', 'Đồi A1', { adminUnit: null })];
const codes = (question: object) => ownFound(ROWS, { ...NOTHING, ...question }).map(({ code }) => code);

test('records on the machine are found by words without marks, in name or code', () => {
  assert.deepEqual(codes({ text: 'doi' }), ['DB-1', 'DB-3']);
  assert.deepEqual(codes({ text: 'Tướng đại' }), ['DB-2']);
  assert.deepEqual(codes({ text: 'db-3' }), ['DB-3']);
  assert.deepEqual(codes({ text: 'không có' }), []);
});

test('conditions narrow them, and an order turns them', () => {
  assert.deepEqual(codes({ states: ['PUBLISHED'] }), ['DB-2']);
  assert.deepEqual(codes({ kinds: ['SCENIC'] }), ['DB-2']);
  assert.deepEqual(codes({ grades: ['NATIONAL'] }), []);
  assert.deepEqual(codes({ unit: '03325' }), ['DB-1', 'DB-2']);
  assert.deepEqual(codes({ order: 'newest' }), ['DB-3', 'DB-2', 'DB-1']);
});

test('a question that they cannot answer is not answered by them', () => {
  const can = (question: object) => isAnswerable({ ...NOTHING, ...question }, ['03325']);
  assert.ok(can({ text: 'x', unit: '03325', states: ['DRAFT'] }));
  for (const question of [{ unit: '03127' }, { mine: true }, { awaiting: true }, { partOf: 'x' }, { lacking: ['PICTURE'] }, { below: 'D1' }, { view: 'published' }])
    assert.ok(!can(question), JSON.stringify(question));
});

test('nothing is fetched beforehand where the line is paid for or slow', () => {
  assert.deepEqual([{}, { saveData: true }, { type: 'cellular' }, { effectiveType: '2g' }, { type: 'wifi', effectiveType: '4g' }].map(isDear), [false, true, true, true, false]);
});
