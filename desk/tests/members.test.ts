import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isApp, lackOf, matching } from '../src/administration/members.ts';
import { troubleIn } from '../src/administration/answered.ts';
import type { MemberFragment, Role } from '../src/graphql/documents.ts';

const NOTHING = { text: '', role: '', withGone: false } as const;

function somebody(name: string, role: Role | null, more: Partial<MemberFragment> = {}): MemberFragment {
  const roles = role ? [{ id: role, role, since: '2026-01-01T00:00:00Z', unit: null }] : [];
  return { id: name, name, signInName: 'a.b', secondFactor: true, deactivatedAt: null, lastSeen: '2026-11-01T00:00:00Z', roles, ...more };
}

const PEOPLE = [
  somebody('Biên tập 1', 'EDITOR', { signInName: 'bien.tap.1' }),
  somebody('Đánh giá 1', 'EVALUATOR', { signInName: 'danh.gia' }),
  somebody('Biên tập 2', 'EDITOR', { signInName: 'moi', deactivatedAt: '2026-11-02T00:00:00Z' }),
];

function names(wanted: Partial<Parameters<typeof matching>[1]>): string[] {
  return matching(PEOPLE, { ...NOTHING, ...wanted }).map(({ name }) => name);
}

test('people are found without marks, by sign-in name, by role, and gone ones only when wanted', () => {
  assert.deepEqual(names({ text: 'danh gia' }), ['Đánh giá 1']);
  assert.deepEqual(names({ text: 'ĐÁNH' }), ['Đánh giá 1']);
  assert.deepEqual(names({ text: 'bien.tap' }), ['Biên tập 1']);
  assert.deepEqual(names({ text: 'tap 1 bien' }), ['Biên tập 1']);
  assert.deepEqual(names({ role: 'EDITOR' }), ['Biên tập 1']);
  assert.deepEqual(names({ role: 'EDITOR', withGone: true }), ['Biên tập 1', 'Biên tập 2']);
  assert.deepEqual(names({ text: 'không có' }), []);
});

test('what somebody lacks is told, the weightiest first', () => {
  assert.equal(lackOf(somebody('a', 'EDITOR')), null);
  assert.equal(lackOf(somebody('a', null)), 'noRole');
  assert.equal(lackOf(somebody('a', 'EDITOR', { lastSeen: null })), 'neverIn');
  assert.equal(lackOf(somebody('a', 'REVIEWER', { secondFactor: false })), 'noFactor');
  assert.equal(lackOf(somebody('a', 'EDITOR', { secondFactor: false })), null);
  assert.equal(lackOf(somebody('a', null, { deactivatedAt: '2026-11-02T00:00:00Z' })), 'gone');
});

test('an app has no account and is nothing else', () => {
  assert.equal(isApp(somebody('a', 'APP_DEVELOPER', { signInName: null })), true);
  assert.equal(isApp(somebody('a', 'APP_DEVELOPER')), false);
  assert.equal(isApp(somebody('a', 'EDITOR', { signInName: null })), false);
  assert.equal(isApp(somebody('a', null, { signInName: null })), false);
});

test('an answer that is none says why', () => {
  assert.equal(troubleIn({ data: {} }, 200), undefined);
  assert.deepEqual(troubleIn({ errors: [{ message: 'Không được.', extensions: { code: 'FORBIDDEN' } }] }, 403), { code: 'FORBIDDEN', message: 'Không được.' });
  assert.deepEqual(troubleIn(null, 413), { code: 'HTTP_413', message: '' });
});
