import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blank, facetsOf, type ZoneRow } from '../src/outbox/fields.ts';
import { changes } from '../src/outbox/input.ts';
import { placed, unready } from '../src/outbox/problems.ts';
import { around, cornerCount, cornersOf, readFile, squareMetres, type Corner, type Shape } from '../src/zones/shape.ts';

const CORNERS: Corner[] = [[103.01, 21.38], [103.02, 21.38], [103.02, 21.39], [103.01, 21.39]];
const SQUARE = around(CORNERS) as Shape;
const noXml = () => null;

const zone = (more: Partial<ZoneRow>): ZoneRow => ({
  id: 'z', zone: 'ZONE_I', shape: '', corners: '', validFrom: '', validTo: '', decisionNumber: '', source: '', ...more,
});

test('corners become a closed area, however they were closed; two make none', () => {
  assert.deepEqual(around([...CORNERS, CORNERS[0] as Corner]), SQUARE);
  assert.deepEqual(around([CORNERS[0] as Corner, ...CORNERS]), SQUARE);
  assert.deepEqual(cornersOf(SQUARE), CORNERS);
  assert.equal(around(CORNERS.slice(0, 2)), null);
  assert.equal(cornerCount(SQUARE), 4);
});

test('an area is measured on the ellipsoid, its holes taken out', () => {
  // GeographicLib (pyproj.Geod, WGS84): 1148204 m² for this square.
  assert.ok(Math.abs(squareMetres(SQUARE) / 1148204 - 1) < 1e-3);
  const hole: Corner[] = [[103.012, 21.382], [103.012, 21.384], [103.014, 21.384], [103.014, 21.382], [103.012, 21.382]];
  const whole = squareMetres(SQUARE);
  assert.ok(squareMetres({ type: 'Polygon', coordinates: [...(SQUARE.coordinates as Corner[][]), hole] }) < whole * 0.97);
});

test('of a GeoJSON file the areas are taken, altitudes and points left out', () => {
  const feature = (geometry: object) => ({ type: 'Feature', properties: {}, geometry });
  const high = { type: 'Polygon', coordinates: [[...CORNERS, CORNERS[0]].map((corner) => [...(corner as Corner), 480])] };
  const point = { type: 'Point', coordinates: [103, 21] };
  const file = (...all: object[]) => readFile(JSON.stringify({ type: 'FeatureCollection', features: all.map(feature) }), noXml);
  assert.deepEqual(file(point, high), { shape: SQUARE });
  assert.deepEqual(file(high, high), { shape: { type: 'MultiPolygon', coordinates: [SQUARE.coordinates, SQUARE.coordinates] } });
  assert.deepEqual(file(point), { refusal: 'noArea' });
  assert.deepEqual(readFile('{"type": "Poly', noXml), { refusal: 'unreadable' });
  assert.deepEqual(readFile('PK\u0003\u0004…', noXml), { refusal: 'packed' });
  assert.deepEqual(readFile('<kml', noXml), { refusal: 'unreadable' });
  const round = Array.from({ length: 5_001 }, (_, at) => [103 + Math.cos(at) / 100, 21 + Math.sin(at) / 100]);
  assert.deepEqual(file({ type: 'Polygon', coordinates: [[...round, round[0]]] }), { refusal: 'tooMany' });
});

test('a zone goes as GeoJSON; one without a shape waits, and what is typed for it stays here', () => {
  const drawn = { ...blank(), zones: [zone({ shape: JSON.stringify(SQUARE), validFrom: '2015-12-23' })] };
  assert.deepEqual(changes(drawn, blank()).input.protectionZones, [{ zone: 'ZONE_I', geometry: SQUARE, validFrom: '2015-12-23' }]);
  const begun = { ...blank(), zones: [zone({ corners: '21.38, 103.01' })] };
  assert.deepEqual(unready(begun, blank()), [{ facet: 'protectionZones', place: 'protectionZones.z.geometry', begun: 'zoneShape' }]);
  assert.deepEqual(changes(begun, blank()).names, ['protectionZones']);
  const [first] = facetsOf(begun).protectionZones as object[];
  assert.ok(first && !('corners' in first));
  assert.deepEqual(changes({ ...blank(), zones: [zone({})] }, drawn).input.protectionZones, null);
});

test('a problem of a shape comes to its row, one of its days to the last day', () => {
  const fields = { ...blank(), zones: [zone({ shape: JSON.stringify(SQUARE) })] };
  const told = (field: string) => placed({ code: 'X', field, message: '' }, null, fields).place;
  assert.equal(told('protectionZones.0.geometry'), 'protectionZones.z.geometry');
  assert.equal(told('protectionZones.0'), 'protectionZones.z.validTo');
});
