import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacking } from '../src/enter/checklist.ts';
import { blank, hasValue, tidy } from '../src/outbox/fields.ts';
import { blankSaid } from '../src/photographs/photograph.ts';
import { freshSheet, lacksOf, nextOf, practiceRecord, todoOf, type Sheet } from '../src/lesson/sheet.ts';

const pieces = { blank, hasValue, tidy };
const named = (name: string): Sheet => {
  const sheet = freshSheet(pieces, ['03127']);
  return { ...sheet, fields: { ...sheet.fields, texts: { 'names.VI': { text: name, origin: 'HUMAN', isReviewed: false } } } };
};

test('entering asks for one thing after another, and an officer finds the own commune filled in', () => {
  assert.deepEqual(todoOf(pieces, 'ENTER', freshSheet(pieces, []), false), { todo: 'name', place: 'names.VI' });
  assert.equal(todoOf(pieces, 'ENTER', named(' '), false)?.todo, 'name');
  assert.equal(todoOf(pieces, 'ENTER', named('Cây gạo'), false)?.todo, 'kinds');
  const whole = named('Cây gạo');
  whole.fields.kinds = ['HISTORICAL'];
  assert.equal(todoOf(pieces, 'ENTER', whole, false), null);
  assert.equal(todoOf(pieces, 'ENTER', { ...whole, fields: { ...whole.fields, units: [] } }, false)?.todo, 'unit');
});

test('a position has to be understood', () => {
  const at = (text: string): Sheet => {
    const sheet = named('Cây gạo');
    return { ...sheet, fields: { ...sheet.fields, position: { ...blank().position, text } } };
  };
  assert.equal(todoOf(pieces, 'POINT', at(''), false)?.todo, 'position');
  assert.equal(todoOf(pieces, 'POINT', at('đầu bản'), false)?.todo, 'unread');
  assert.equal(todoOf(pieces, 'POINT', at('21°23′10″B 103°01′17″Đ'), true), null);
});

test('a photograph needs rights and words', () => {
  const sheet = { ...named('Cây gạo'), picture: 'a.jpg' };
  assert.equal(todoOf(pieces, 'PHOTOGRAPH', named('Cây gạo'), false)?.todo, 'picture');
  assert.equal(todoOf(pieces, 'PHOTOGRAPH', sheet, false)?.todo, 'rights');
  const said = { ...blankSaid(), uri: 'https://creativecommons.org/licenses/by/4.0/' };
  assert.equal(todoOf(pieces, 'PHOTOGRAPH', { ...sheet, said }, false)?.todo, 'alternative');
  assert.equal(todoOf(pieces, 'PHOTOGRAPH', { ...sheet, said: { ...said, alternative: 'Một cây.' } }, false), null);
});

test('the practice record lacks what the lesson says, by the same list as real records', () => {
  assert.deepEqual(lacksOf(lacking(practiceRecord(pieces, 'Cây đa', 'Một cây.', 'Một cây.'))), ['position', 'source']);
});

test('one goes on at the first step that is not done', () => {
  assert.equal(nextOf(new Set()), 'FIND');
  assert.equal(nextOf(new Set(['FIND', 'ENTER'])), 'READ');
});
