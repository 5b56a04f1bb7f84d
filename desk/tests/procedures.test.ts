import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, later, readAsked, sidesOf } from '../src/procedures/asked.ts';

const PERIODS = [{ code: '2026', opensOn: '2026-01-01', closesOn: '2027-01-01' }, { code: '2026-Q1', opensOn: '2026-01-01', closesOn: '2026-04-01' }];

test('the days are those of a period, or said themselves; what makes no sense is the first period', () => {
  assert.deepEqual(readAsked({ period: '2026-Q1' }, PERIODS).days, { from: '2026-01-01', to: '2026-04-01' });
  assert.deepEqual(readAsked({ from: '2026-02-01', to: '2026-03-01', period: '2026' }, PERIODS), { period: '', days: { from: '2026-02-01', to: '2026-03-01' }, unit: null, figure: 'rIn' });
  assert.equal(readAsked({ from: '2026-03-01', to: '2026-03-01', period: 'x' }, PERIODS).period, '2026');
  assert.equal(readAsked({}, []).days, null);
});

test('an opened figure survives its address', () => {
  const queries: Record<string, string>[] = [{ period: '2026-Q1', unit: '03325', figure: 'rOut' }, { from: '2026-02-01', to: '2026-03-01', unit: 'all', figure: 'rReuse' }];
  for (const query of queries) {
    const asked = readAsked(query, PERIODS);
    assert.deepEqual(readAsked(Object.fromEntries(new URL(addressOf(asked), 'https://x.vn').searchParams), PERIODS), asked);
  }
});

test('days are counted over months and years', () => {
  assert.equal(later('2027-01-01', -1), '2026-12-31');
  assert.equal(later('2028-02-28', 1), '2028-02-29');
});

test('each figure has its two sides', () => {
  const count = { received: 10, digitisedComponents: 8, reused: 4, resolved: 12, electronicResults: 9 };
  assert.deepEqual([sidesOf('rIn', count), sidesOf('rReuse', count), sidesOf('rOut', count)], [[8, 10], [4, 10], [9, 12]]);
});
