import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formAddress, named, sectionOf, sectionOfCheck } from '../src/site/fields.ts';
import { nextAfter, turnOf } from '../src/site/standing.ts';

test('a field has one name, whoever names it', () => {
  assert.deepEqual(named('names.VI'), { field: 'names', rest: ['VI'] });
  assert.deepEqual(named('admin_unit'), { field: 'adminUnits', rest: [] });
  assert.deepEqual(named('visitorFacts.FEE.EN'), { field: 'visitorFacts', rest: ['FEE', 'EN'] });
  assert.deepEqual(named('opening_hours'), { field: 'visitorFacts', rest: ['OPENING_HOURS'] });
  assert.deepEqual(named('summary'), { field: 'summaries', rest: [] });
});

test('every field and check leads to the place in the form where it is put right', () => {
  assert.equal(sectionOf('designations.0.source'), 'acts');
  assert.equal(sectionOf('managing_body'), 'visitors');
  assert.equal(sectionOf('surrogates.IMG03'), 'photographs');
  assert.equal(sectionOfCheck('D1.3'), 'photographs');
  assert.equal(sectionOfCheck('D1.4'), null);
  assert.equal(formAddress('DB-S-00001', 'place'), '/desk/sites/DB-S-00001/edit#section-place');
});

test('whose turn it is follows from the state and from what the policy allows', () => {
  assert.equal(turnOf('RETURNED', ['REVISE_SITE', 'SUBMIT_SITE']), 'yours.returned');
  assert.equal(turnOf('SUBMITTED', ['RECALL_SITE']), 'others.review');
  assert.equal(turnOf('APPROVED', ['PUBLISH_SITE']), 'yours.publish');
  assert.equal(turnOf('WITHDRAWN', []), 'others.withdrawn');
});

test('after a decision comes the record behind it, then the first, then none', () => {
  assert.equal(nextAfter(['a', 'b', 'c'], 'b'), 'c');
  assert.equal(nextAfter(['a', 'b'], 'b'), 'a');
  assert.equal(nextAfter(['a', 'b'], 'x'), 'a');
  assert.equal(nextAfter(['a'], 'a'), null);
});
