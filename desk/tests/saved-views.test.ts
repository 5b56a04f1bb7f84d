import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING } from '../src/find/question.ts';
import { readViews, writtenViews } from '../src/find/saved-views.ts';

test('views are read as they were written', () => {
  const views = [{ name: 'Hang động', question: { ...NOTHING, kinds: ['SCENIC' as const], text: 'hang & động' } }];
  assert.deepEqual(readViews(writtenViews(views)), views);
});

test('what is no list of views is none, and what is odd among them is left out', () => {
  for (const odd of [null, '', '{', '7', '{"a":1}', '[null, 3, {"name": ""}, {"name": "x"}]']) assert.deepEqual(readViews(odd), []);
  assert.deepEqual(readViews('[{"name":"Bản nháp","address":"/desk/sites?state=DRAFT"}, {}]'), [{ name: 'Bản nháp', question: { ...NOTHING, states: ['DRAFT'] } }]);
});
