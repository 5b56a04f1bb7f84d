import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, entriesAddress, newestDeclared, readAsked, readOpened, shadeOf, widthOf } from '../src/coverage/asking.ts';
import { readWanted, wantedAddress } from '../src/coverage/todo.ts';
import { isMixed, lastDay, linesOf, placed, restatedBy } from '../src/coverage/trend.ts';
import { codeOfField, exact, isOther, judgedInputs, selfInputs, treeOf, withTyped, type Line } from '../src/scores/lines.ts';

const USUAL = readAsked({});

function read(address: string): Record<string, string> {
  return Object.fromEntries(new URL(address, 'https://x.vn').searchParams);
}

test('a question survives its address, and what makes no sense in one is as usual', () => {
  const asked = readAsked({ as_of: '2016-01-01', mode: 'COMPONENT', by: 'ADMIN_UNIT', level: 'D3' });
  assert.deepEqual(readAsked(read(addressOf(asked))), asked);
  assert.equal(addressOf(USUAL), '/desk/coverage');
  assert.deepEqual(readAsked({ as_of: '2016-13-45', mode: 'x', by: 'y', level: 'z', known_at: 'now', closing: 'S-1' }), USUAL);
});

test('the records of a figure are asked for with their day, and with the instant of a closing', () => {
  const closed = readAsked({ as_of: '2026-11-23', known_at: '2026-11-23T08:00:00.123456+00:00', closing: 'S-2026-1' });
  const opened = readOpened(read(entriesAddress(closed, 'NATIONAL', 'DIFFERENCE', '2026-12-01')));
  assert.deepEqual(opened, { ...closed, key: 'NATIONAL', side: 'DIFFERENCE' });
  assert.equal(readOpened(read(entriesAddress(USUAL, 'TOTAL', 'NUMERATOR', '2026-12-01'))).asOf, '2026-12-01');
});

test('a bar is never whole unless all is reached, and never empty where something is', () => {
  const of = (numerator: number, denominator: number) => ({ numerator, denominator, scale: 1 });
  assert.deepEqual([widthOf(of(0, 0)), widthOf(of(0, 9)), widthOf(of(1, 9999)), widthOf(of(9998, 9999)), widthOf(of(9, 9))], [0, 0, 1, 99, 100]);
  assert.deepEqual([shadeOf(of(0, 0)), shadeOf(of(0, 4)), shadeOf(of(1, 4)), shadeOf(of(2, 4)), shadeOf(of(3, 4)), shadeOf(of(99, 100)), shadeOf(of(4, 4))], [null, 0, 1, 2, 3, 4, 5]);
});

test('of several lists the newest of each category counts', () => {
  const one = { scheme: 'RELIC_RANK', category: 'NATIONAL', known: 1, declared: 2 };
  assert.deepEqual(newestDeclared([{ ...one, asOf: '2026' }, { ...one, asOf: '2020' }, { ...one, category: 'PROVINCIAL', asOf: '2019' }]).map(({ asOf }) => asOf), ['2026', '2019']);
});

test('what the work list is narrowed to survives its address', () => {
  const wanted = { unit: '03325', below: 'D2', mine: true } as const;
  assert.deepEqual(readWanted(read(wantedAddress(wanted))), wanted);
  assert.deepEqual(readWanted({ unit: 'x', below: 'D9' }), { unit: '', below: '', mine: false });
});

function closing(id: string, asOf: string, meaning: string, numerator: number, restates: string | null = null) {
  const figure = { metric: 'ON_TARGET' as const, label: 'x', numerator, denominator: 10, ratio: numerator / 10, percent: `${numerator * 10} %` };
  const counting = { countingMode: 'DESIGNATION' as const, population: 'RELIC_RANK' as const, label: 'x', comparableAs: meaning, figures: [figure] };
  return { id, asOf, sha256: id, knownAt: asOf, closedAt: `${asOf}T${id}`, reason: null, period: null, restates: restates ? { id: restates } : null, ruleSet: { version: meaning }, countings: [counting] };
}

test('a line joins only closings that mean the same, and none that was restated', () => {
  const all = [closing('D', '2026-04-01', 'b', 9), closing('C', '2026-03-01', 'a', 4, 'B'), closing('B', '2026-03-01', 'a', 3), closing('A', '2026-01-01', 'a', 1)];
  const [line, ...others] = linesOf(all, 'ON_TARGET');
  assert.deepEqual(others, []);
  assert.deepEqual(line?.points.map(({ id }) => id), ['A', 'C']);
  assert.equal(isMixed(all), true);
  assert.equal(restatedBy(all).get('B'), 'C');
  assert.deepEqual(placed(line?.points ?? [], 100, 50).map(({ x, y }) => [x, y]), [[0, 45], [100, 30]]);
  assert.equal(lastDay('2027-01-01'), '2026-12-31');
});

function line(code: string, more: Partial<Line> = {}, parent: string | null = null): Line {
  return { criterion: { code, parent, terms: [], choices: [] }, values: [], choice: null, evidence: [], ...more } as unknown as Line;
}

test('criteria stand under theirs, and a problem at the line that it names', () => {
  const tree = treeOf([line('I'), line('IV'), line('IV.1', {}, 'IV')]);
  assert.deepEqual(tree.map(({ line: { criterion }, children }) => [criterion.code, children.length]), [['I', 0], ['IV', 1]]);
  assert.deepEqual([codeOfField('IV.1.reason', ['IV', 'IV.1']), codeOfField('IV', ['IV', 'IV.1']), codeOfField('period', ['I']), codeOfField(null, ['I'])], ['IV.1', 'IV', undefined, undefined]);
});

test('what is sent is what was typed, with a comma as people write it', () => {
  const lines = [line('A', { values: [{ name: 'a', value: '45' }, { name: 'b', value: '46' }] }), line('B')];
  const draft = withTyped({}, 'A', { values: { a: ' 45,5 ' }, reason: ' vì sai ' });
  assert.deepEqual(selfInputs(lines, draft), [{ criterion: 'A', values: [{ name: 'a', value: '45.5' }, { name: 'b', value: '46' }], reason: 'vì sai' }]);
  assert.equal(isOther(lines[0] as Line, draft.A), true);
  assert.equal(isOther(lines[0] as Line, { values: { a: '45' } }), false);
  assert.deepEqual(judgedInputs(lines, { A: { reason: 'chỉ có lý do' }, B: { points: '58,5', reason: 'Thiếu' } }), [{ criterion: 'B', points: '58.5', reason: 'Thiếu' }]);
  assert.deepEqual(withTyped(draft, 'A', { values: undefined, reason: undefined } as never), {});
  assert.equal(exact(' 1/3 '), '1/3');
});
