import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, cleared, conditionCount, filterOf, NOTHING, ordersFor, readQuestion, sameList, seenAs, turnOf, type Question } from '../src/find/question.ts';

const FULL: Question = {
  view: 'working', text: 'đồi a1', states: ['DRAFT', 'RETURNED'], kinds: ['HISTORICAL'], grades: ['NATIONAL'], unit: '03325', partOf: 'DB-S-00001',
  mine: true, awaiting: true, lacking: ['POSITION', 'PICTURE'], below: 'D2', order: 'newest', look: 'map',
};
const read = (address: string, maySeeWork = true) => readQuestion(Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? '')), maySeeWork);

test('a question is the same after it went through the address', () => {
  assert.deepEqual(read(addressOf(FULL)), FULL);
  assert.deepEqual(read(addressOf(NOTHING)), NOTHING);
  assert.equal(addressOf(NOTHING), '/desk/sites');
  assert.equal(addressOf({ ...NOTHING, states: ['DRAFT', 'SUBMITTED'] }), '/desk/sites?state=DRAFT,SUBMITTED');
});

test('what makes no sense in an address is left out', () => {
  assert.deepEqual(read('?state=NEVER,draft&kind=&grade=x&unit=3&part=../x&mine=yes&lacks=LOVE&below=D9&order=best&look=globe&view=?'), { ...NOTHING, states: ['DRAFT'] });
  assert.equal(read(`?text=${'a'.repeat(300)}`).text.length, 200);
});

test('who may not see what is at work sees what is published, without the conditions of work', () => {
  const seen = read(addressOf(FULL), false);
  assert.deepEqual([seen.view, seen.states, seen.mine, seen.awaiting], ['published', [], false, false]);
  assert.deepEqual(seenAs(FULL, 'published'), { ...FULL, view: 'published', states: [], mine: false, awaiting: false });
});

test('orders are those that the list has, and one that it has no more is dropped', () => {
  assert.deepEqual(ordersFor({ text: '' }), ['code', 'newest', 'name']);
  assert.deepEqual(ordersFor({ text: 'hang' }), ['best', 'code', 'newest', 'name']);
  assert.equal(seenAs({ ...NOTHING, view: 'published', order: 'name' }, 'working').order, 'name');
  assert.equal(seenAs({ ...NOTHING, view: 'published', order: 'best' }, 'working').order, '');
});

test('newest first reads the order of codes from its end', () => {
  assert.deepEqual(turnOf(FULL, 100, 'c'), { orderBy: 'CODE', first: null, after: null, last: 100, before: 'c' });
  assert.deepEqual(turnOf({ ...FULL, order: '' }, 100, null), { orderBy: 'RELEVANCE', first: 100, after: null, last: null, before: null });
});

test('the filter has what was asked and nothing else', () => {
  assert.deepEqual(filterOf(NOTHING), {});
  assert.deepEqual(filterOf(FULL), {
    text: 'đồi a1', states: ['DRAFT', 'RETURNED'], kinds: ['HISTORICAL'], grade: { anyOf: ['NATIONAL'] }, adminUnit: { code: '03325' },
    partOf: 'DB-S-00001', mine: true, awaitingMe: true, lacking: ['POSITION', 'PICTURE'], belowLevel: 'D2',
  });
});

test('conditions are counted without the words, and cleared with or without them', () => {
  assert.equal(conditionCount(FULL), 11);
  assert.deepEqual(cleared(FULL, FULL.text), { ...NOTHING, look: 'map', text: 'đồi a1' });
  assert.ok(sameList(FULL, { ...FULL, look: 'list' }) && !sameList(FULL, { ...FULL, mine: false }));
});
