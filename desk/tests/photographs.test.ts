// What becomes of a photograph, whatever breaks off; what a file is by its first bytes; what is sent of what is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looked, pixelsOf } from '../src/photographs/looking.ts';
import { movedBy } from '../src/photographs/list.ts';
import {
  answered, anew, attaching, blankSaid, describing, isDescribed, isSettled, nextStep, saying, sumOf, tried, withShared, type Photograph,
} from '../src/photographs/photograph.ts';

const said = { ...blankSaid(), uri: 'https://creativecommons.org/licenses/by/4.0/', holder: 'UBND xã' };

function photograph(change: Partial<Photograph> = {}): Photograph {
  return {
    id: '1', person: 'p', workId: 'w', siteId: null, code: null, name: 'a.jpg', type: 'image/jpeg', size: 100, digest: 'd', thumbnail: null,
    said, told: null, version: 0, uploadUrl: null, sent: 0, state: 'WAITING', problems: [], warnings: [], attempt: null, surrogateId: null, addedAt: '',
    ...change,
  };
}

test('a photograph is sent before its site exists and attached after', () => {
  assert.equal(nextStep(photograph()), 'UPLOAD');
  assert.equal(nextStep(photograph({ state: 'SENT' })), null);
  assert.equal(nextStep(photograph({ state: 'SENT', siteId: 's' })), 'ATTACH');
  assert.equal(nextStep(photograph({ state: 'PAUSED' })), null);
  assert.equal(nextStep(photograph({ state: 'REFUSED', siteId: 's' })), null);
});

test('what was said between an attempt and its answer is said afterwards', () => {
  const attempt = { key: 'k', said: blankSaid() };
  const after = answered(photograph({ state: 'SENT', siteId: 's', attempt }), attempt, { surrogate: { id: 'x' }, version: 4, problems: [], warnings: [] });
  assert.equal(after.state, 'ATTACHED');
  assert.equal(after.version, 4);
  assert.equal(isDescribed(after), false);
  assert.equal(nextStep(after), 'DESCRIBE');
  assert.equal(nextStep({ ...after, told: after.said }), null);
  assert.equal(isSettled({ ...after, told: after.said }), true);
});

test('an upload that the catalogue has lost begins anew; any other refusal waits for a person', () => {
  const sent = photograph({ state: 'SENT', siteId: 's', uploadUrl: '/uploads/1', sent: 100 });
  const attempt = { key: 'k', said };
  const told = (code: string, field: string) => answered(sent, attempt, { surrogate: null, version: null, problems: [{ code, field, message: '' }], warnings: [] });
  assert.deepEqual(told('UPLOAD_GONE', 'uploadId'), anew(sent));
  const refused = told('UNKNOWN_LANGUAGE', 'input.alternativeTexts');
  assert.equal(refused.state, 'REFUSED');
  assert.equal(saying(refused, blankSaid()).state, 'SENT');
  assert.equal(tried(refused).state, 'SENT');
});

test('a file that is refused is not in the catalogue any more: words do not mend it, another try sends it anew', () => {
  const sent = photograph({ state: 'SENT', siteId: 's', uploadUrl: '/uploads/1', sent: 100 });
  const problems = [{ code: 'CORRUPT', field: 'uploadId', message: '' }];
  const refused = answered(sent, { key: 'k', said }, { surrogate: null, version: null, problems, warnings: [] });
  assert.equal(refused.uploadUrl, null);
  assert.equal(saying(refused, blankSaid()).state, 'REFUSED');
  assert.equal(tried(refused).state, 'WAITING');
});

test('only what differs is sent, and blanks take back', () => {
  assert.deepEqual(describing(said, said), {});
  assert.deepEqual(describing({ ...said, alternative: 'Cổng đá ' }, said), { alternativeTexts: [{ language: 'VI', text: 'Cổng đá' }] });
  assert.deepEqual(describing({ ...said, holder: '' }, said), { rights: { uri: said.uri, holder: null, creditLine: null } });
  assert.deepEqual(attaching({ ...blankSaid(), isPanorama: true }), { kind: 'PANORAMA' });
});

test('what is given for many leaves what each has where it is blank', () => {
  assert.equal(withShared(said, { ...blankSaid(), maker: 'Cán bộ 1' }).uri, said.uri);
  assert.equal(withShared(said, { maker: 'Cán bộ 1' }).maker, 'Cán bộ 1');
});

test('the sum counts what has arrived and leaves out what was refused', () => {
  const all = [photograph({ state: 'SENT' }), photograph({ state: 'SENDING', sent: 30 }), photograph({ state: 'REFUSED' })];
  assert.deepEqual(sumOf(all, ({ sent }) => sent), { sent: 130, size: 200, done: 1, count: 2 });
});

test('a photograph moves within the order and not beyond its ends', () => {
  assert.deepEqual(movedBy(['a', 'b', 'c'], 'a', 1), ['b', 'a', 'c']);
  assert.deepEqual(movedBy(['a', 'b', 'c'], 'c', 5), ['a', 'b', 'c']);
  assert.deepEqual(movedBy(['a', 'b', 'c'], 'c', -2), ['c', 'a', 'b']);
});

test('a file is told by its first bytes', () => {
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  assert.deepEqual(looked(bytes('\xff\xd8\xff\xe0'), 4), { kind: 'image/jpeg' });
  assert.deepEqual(looked(bytes('\0\0\0\x18ftypheic'), 12), { kind: 'image/heic' });
  assert.deepEqual(looked(bytes('\0\0\0\x18ftypmp42'), 12), { reason: 'film' });
  assert.deepEqual(looked(bytes('GIF89a'), 6), { reason: 'type' });
  assert.deepEqual(looked(bytes(''), 0), { reason: 'empty' });
  assert.deepEqual(looked(bytes('RIFF\0\0\0\0WEBP'), 100_000_001), { reason: 'bytes' });
  const large = bytes('\0\0\0\x18ftypheic' + '\0\0\0\x14ispe\0\0\0\0\0\0\x1f\x40\0\0\x17\x70');
  assert.equal(pixelsOf(large), 48_000_000);
  assert.deepEqual(looked(large, large.length), { reason: 'pixels' });
});
