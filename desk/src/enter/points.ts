// Positions in degrees and on a small map: pure.
export interface Point {
  latitude: number;
  longitude: number;
}

/** Plain degrees with a decimal point, latitude first; anything else the catalogue reads. */
export function decimal(text: string): Point | null {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** A point as it is written into the field: six decimals are a tenth of a metre. */
export function written({ latitude, longitude }: Point): string {
  return `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
}

/** The day in Vietnam. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}

type Ring = (readonly [number, number])[];
export interface Area {
  type: string;
  coordinates: Ring[] | Ring[][];
}

export const METRES_PER_DEGREE = 111_320;
const WIDTH = 600;
const MARGIN = 16;

/** Equirectangular, true to scale at the area's middle latitude; y runs down. `metre` is a metre in drawing units. */
export interface Sheet {
  height: number;
  width: number;
  path: string;
  metre: number;
  x: (longitude: number) => number;
  y: (latitude: number) => number;
  point: (x: number, y: number) => Point;
}

export function sheetOf(area: Area): Sheet {
  const polygons = (area.type === 'Polygon' ? [area.coordinates] : area.coordinates) as Ring[][];
  const rings = polygons.flat();
  const [longitudes, latitudes] = [rings.flatMap((ring) => ring.map(([x]) => x)), rings.flatMap((ring) => ring.map(([, y]) => y))];
  const [west, east, south, north] = [Math.min(...longitudes), Math.max(...longitudes), Math.min(...latitudes), Math.max(...latitudes)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * squeeze, north - south);
  const x = (longitude: number) => MARGIN + (longitude - west) * squeeze * scale;
  const y = (latitude: number) => MARGIN + (north - latitude) * scale;
  const path = rings.map((ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('L')}Z`).join('');
  return {
    width: x(east) + MARGIN, height: y(south) + MARGIN, path, metre: scale / METRES_PER_DEGREE, x, y,
    point: (left, top) => ({ latitude: round(north - (top - MARGIN) / scale), longitude: round(west + (left - MARGIN) / (squeeze * scale)) }),
  };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** So many metres to the east and to the north of a point. */
export function moved({ latitude, longitude }: Point, east: number, north: number): Point {
  const squeeze = Math.cos((latitude * Math.PI) / 180);
  return { latitude: round(latitude + north / METRES_PER_DEGREE), longitude: round(longitude + east / (METRES_PER_DEGREE * squeeze)) };
}
