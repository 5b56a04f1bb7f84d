import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemChanges } from '../src/difference/values.ts';
import { wordChanges, type Piece } from '../src/difference/words.ts';

const told = (pieces: Piece[]): string => pieces.map(({ kind, text }) => ({ same: text, out: `[-${text}-]`, in: `{+${text}+}` })[kind]).join('');

test('a changed word is one word out and one in', () => {
  assert.equal(told(wordChanges('Thác nước ba tầng cạnh bản.', 'Thác nước bốn tầng cạnh bản.')), 'Thác nước [-ba-]{+bốn+} tầng cạnh bản.');
});

test('a changed phrase changes at once, not space by space', () => {
  assert.equal(told(wordChanges('a ba bốn c', 'a năm sáu c')), 'a [-ba bốn-]{+năm sáu+} c');
});

test('without what was put in it is the old text, without what was taken out the new one', () => {
  const words = ['núi', 'sông', ' ', '  ', '\n', 'Mường', ',', '.', '7/5/1954', 'é', 'é'];
  let seed = 7;
  const random = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
  const text = (): string => Array.from({ length: random(40) }, () => words[random(words.length)]).join('');
  for (let round = 0; round < 500; round++) {
    const [before, after] = [text(), text()];
    const pieces = wordChanges(before, after);
    assert.equal(pieces.filter(({ kind }) => kind !== 'in').map((piece) => piece.text).join(''), before);
    assert.equal(pieces.filter(({ kind }) => kind !== 'out').map((piece) => piece.text).join(''), after);
  }
});

test('equal texts do not differ, and nothing becomes something', () => {
  assert.equal(told(wordChanges('Đồi A1', 'Đồi A1')), 'Đồi A1');
  assert.equal(told(wordChanges('', 'Đồi A1')), '{+Đồi A1+}');
  assert.equal(told(wordChanges('Đồi A1', '')), '[-Đồi A1-]');
});

test('very long texts are compared by their lines, soon', () => {
  const line = (number: number): string => `${'chữ '.repeat(40)}${number}\n`;
  const lines = Array.from({ length: 400 }, (_, number) => line(number));
  const started = performance.now();
  const pieces = wordChanges(['x ', ...lines, 'x'].join(''), ['y ', ...lines.filter((_, number) => number !== 200), 'y'].join(''));
  assert.ok(performance.now() - started < 2000);
  assert.equal(pieces.filter(({ kind }) => kind === 'out').some(({ text }) => text.includes(' 200\n')), true);
  assert.ok(pieces.filter(({ kind }) => kind === 'same').map(({ text }) => text).join('').length > 50_000);
});

test('items of a list are told as taken out, put in or the same', () => {
  const before = JSON.stringify([{ title: 'Quyết định 1', digest: 'x' }, { title: 'Sách' }]);
  const after = JSON.stringify([{ title: 'Sách' }, { title: 'Quyết định 2', states: '1954' }]);
  assert.deepEqual(itemChanges(before, after), [
    { kind: 'out', pairs: [['title', 'Quyết định 1']] },
    { kind: 'same', pairs: [['title', 'Sách']] },
    { kind: 'in', pairs: [['title', 'Quyết định 2'], ['states', '1954']] },
  ]);
});

test('a position is told with its precision, nested values by their own names, plain texts not at all', () => {
  const location = JSON.stringify(['SITE', [{ latitude: 21.4, longitude: 103.1, is_location: true }]]);
  assert.deepEqual(itemChanges(null, location), [
    { kind: 'in', pairs: [['', 'SITE']] },
    { kind: 'in', pairs: [['latitude', '21.4'], ['longitude', '103.1']] },
  ]);
  assert.deepEqual(itemChanges(null, JSON.stringify(['SCENIC'])), [{ kind: 'in', pairs: [['', 'SCENIC']] }]);
  assert.equal(itemChanges('Ban quản lý', 'UBND xã'), null);
  assert.equal(itemChanges(null, '[không phải JSON'), null);
});

test('an area whose outline alone changed is taken out and put in, each with its outline', () => {
  const area = (east: number): string => JSON.stringify({ type: 'Polygon', coordinates: [[[103, 21], [east, 21], [103, 21.1], [103, 21]]] });
  const zone = (east: number): string => JSON.stringify([{ zone: 'PROTECTION_I', geometry: area(east) }]);
  assert.deepEqual(itemChanges(zone(103.1), zone(103.2)), [
    { kind: 'out', pairs: [['zone', 'PROTECTION_I']], area: area(103.1) },
    { kind: 'in', pairs: [['zone', 'PROTECTION_I']], area: area(103.2) },
  ]);
});
