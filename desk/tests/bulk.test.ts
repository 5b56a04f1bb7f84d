import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countOf, doToAll, type Outcome, type Step } from '../src/find/bulk.ts';

const done: Outcome = { kind: 'done' };
const refused: Outcome = { kind: 'refused', message: 'Thiếu tên.' };
const unsent: Outcome = { kind: 'unsent', message: 'Không có kết nối.' };
const ways = { size: 1, onSteps: () => {}, isStopped: () => false, stoppedMessage: 'Đã dừng.' };

test('a record that is refused stops no other', async () => {
  const steps = await doToAll(['a', 'b', 'c'], async ([item]) => [item === 'b' ? refused : done], ways);
  assert.deepEqual(steps.map(({ outcome }) => outcome.kind), ['done', 'refused', 'done']);
});

test('where the network fails nothing more is sent, and the rest is told as unsent with the reason', async () => {
  const sent: string[] = [];
  const steps = await doToAll(['a', 'b', 'c', 'd'], async (items) => {
    sent.push(...items);
    return items.map((item) => (item === 'b' ? unsent : done));
  }, ways);
  assert.deepEqual(sent, ['a', 'b']);
  assert.deepEqual(steps.map(({ outcome }) => outcome), [done, unsent, unsent, unsent]);
});

test('whoever stops is obeyed after what is on its way, and progress is told after every request', async () => {
  const told: number[] = [];
  const seen = (steps: readonly Step<number>[]) => void told.push(steps.length);
  const steps = await doToAll([1, 2, 3, 4, 5], async (items) => items.map(() => done), { ...ways, size: 2, onSteps: seen, isStopped: () => told.length > 0 });
  assert.deepEqual(told, [2, 4, 5]);
  assert.deepEqual([countOf(steps, 'done'), countOf(steps, 'unsent')], [2, 3]);
  assert.deepEqual(steps[2]?.outcome, { kind: 'unsent', message: 'Đã dừng.' });
});
