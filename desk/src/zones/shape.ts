// Areas as GeoJSON has them: read from what people hand in, measured, taken apart into corners. Pure.
export type Corner = [longitude: number, latitude: number];
export type Ring = Corner[];
export type Shape = { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

const MOST_CORNERS = 5_000;
export type Refusal = 'unreadable' | 'noArea' | 'packed' | 'tooMany';
export type Read = { shape: Shape } | { refusal: Refusal };

export function polygonsOf(shape: Shape): Ring[][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

/** A text of the form as a shape; null where there is none yet. */
export function shapeOf(text: string): Shape | null {
  return text ? (JSON.parse(text) as Shape) : null;
}

/** The area within these corners, which are closed where they end; null: too few for one. */
export function around(corners: readonly Corner[]): Shape | null {
  const open = corners.filter(([x, y], at) => !at || x !== corners[at - 1]?.[0] || y !== corners[at - 1]?.[1]);
  const [first, last] = [open[0], open.at(-1)];
  if (first && last && open.length > 1 && first[0] === last[0] && first[1] === last[1]) open.pop();
  return first && open.length >= 3 ? { type: 'Polygon', coordinates: [[...open, first]] } : null;
}

/** The corners of an area that is one ring; null for one of several parts, or with holes. */
export function cornersOf(shape: Shape | null): Ring | null {
  const polygons = shape ? polygonsOf(shape) : [];
  return polygons.length === 1 && polygons[0]?.length === 1 ? (polygons[0][0] ?? []).slice(0, -1) : null;
}

export function cornerCount(shape: Shape): number {
  return polygonsOf(shape).flat().reduce((count, ring) => count + Math.max(0, ring.length - 1), 0);
}

const [AXIS, FLATNESS] = [6_378_137, 1 / 298.257223563]; // WGS84
const ECCENTRICITY2 = FLATNESS * (2 - FLATNESS);

/** Square metres on a plane that touches the ellipsoid at the area's middle: for areas of a few kilometres, true to a thousandth. */
export function squareMetres(shape: Shape): number {
  return polygonsOf(shape).reduce((sum, [outer = [], ...holes]) => {
    const latitudes = outer.map(([, y]) => y);
    const middle = ((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * (Math.PI / 180);
    const bend = 1 - ECCENTRICITY2 * Math.sin(middle) ** 2;
    const east = (AXIS / Math.sqrt(bend)) * Math.cos(middle) * (Math.PI / 180);
    const north = ((AXIS * (1 - ECCENTRICITY2)) / bend ** 1.5) * (Math.PI / 180);
    const within = (ring: Ring) => Math.abs(twice(ring)) / 2;
    return sum + (within(outer) - holes.reduce((hole, ring) => hole + within(ring), 0)) * east * north;
  }, 0);
}

function twice(ring: Ring): number {
  // From the first corner on, or the products of large degrees would eat up the small differences.
  const [x0, y0] = ring[0] ?? [0, 0];
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
}

/** The areas of a GeoJSON file or a KML file, together; points and lines in it are left alone. */
export function readFile(text: string, parseXml: (text: string) => Document | null): Read {
  if (text.startsWith('PK')) return { refusal: 'packed' };
  const polygons = /^\s*</.test(text) ? fromKml(parseXml(text)) : fromJson(text);
  if (!polygons) return { refusal: 'unreadable' };
  const [only, ...more] = polygons;
  if (!only) return { refusal: 'noArea' };
  const shape: Shape = more.length ? { type: 'MultiPolygon', coordinates: polygons } : { type: 'Polygon', coordinates: only };
  return cornerCount(shape) > MOST_CORNERS ? { refusal: 'tooMany' } : { shape };
}

function fromJson(text: string): Ring[][] | null {
  try {
    return within(JSON.parse(text));
  } catch {
    return null;
  }
}

interface Json {
  type?: string;
  features?: unknown[];
  geometries?: unknown[];
  geometry?: unknown;
  coordinates?: unknown;
}

function within(node: unknown): Ring[][] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, features, geometries, geometry, coordinates } = node as Json;
  if (type === 'Polygon') return [flat(coordinates as Ring[])];
  if (type === 'MultiPolygon') return (coordinates as Ring[][]).map(flat);
  return [...(features ?? []), ...(geometries ?? []), geometry].flatMap(within);
}

/** Without altitudes. */
function flat(rings: Ring[]): Ring[] {
  return rings.map((ring) => ring.map(([x, y]) => [x, y]));
}

function fromKml(document: Document | null): Ring[][] | null {
  if (!document) return null;
  return [...document.getElementsByTagNameNS('*', 'Polygon')].map((polygon) => {
    const rings = (name: string) => [...polygon.getElementsByTagNameNS('*', name)].map(ringOf);
    return [...rings('outerBoundaryIs'), ...rings('innerBoundaryIs')];
  });
}

function ringOf(boundary: Element): Ring {
  const text = boundary.getElementsByTagNameNS('*', 'coordinates')[0]?.textContent ?? '';
  return text.trim().split(/\s+/).map((each) => each.split(',').map(Number)).map(([x = NaN, y = NaN]) => [x, y]);
}
