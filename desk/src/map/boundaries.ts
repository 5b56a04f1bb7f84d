// The province's communes as the server draws them for the map, and how they are laid on a plane where the map stands still.
import { noteReached } from '../offline/connection.ts';

export type Ring = [number, number][];

export interface Unit {
  type: 'Feature';
  id: number;
  properties: { code: string; name: string; middle: [number, number] };
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
}

export interface Layer {
  type: 'FeatureCollection';
  /** Who drew the lines, and how far they may be off. */
  source: string;
  accuracyMetres: number;
  features: Unit[];
}

let kept: Promise<Layer> | undefined;

/** The layer, fetched once; a fetch that failed is tried again when it is asked for again. */
export function boundaries(): Promise<Layer> {
  kept ??= fetch('/desk/boundaries.geojson').then(
    (answer) => {
      noteReached(true);
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return answer.json() as Promise<Layer>;
    },
  ).catch((error: unknown) => {
    kept = undefined;
    throw error;
  });
  return kept;
}

export type Box = [west: number, south: number, east: number, north: number];

export function ringsOf({ geometry }: Unit): Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

export function boxOf(units: readonly Unit[]): Box {
  const box: Box = [180, 90, -180, -90];
  for (const ring of units.flatMap(ringsOf)) {
    for (const [x, y] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

export interface Plane {
  width: number;
  height: number;
  x: (longitude: number) => number;
  y: (latitude: number) => number;
}

/** A box laid flat, true to scale in its middle latitude, `width` units wide with a margin around; y runs down. */
export function planeOf([west, south, east, north]: Box, width: number, margin = 12): Plane {
  const scale = (width - 2 * margin) / (east - west);
  const down = scale / Math.cos(((south + north) / 2) * (Math.PI / 180));
  return {
    width,
    height: Math.round((north - south) * down) + 2 * margin,
    x: (longitude) => Math.round((margin + (longitude - west) * scale) * 10) / 10,
    y: (latitude) => Math.round((margin + (north - latitude) * down) * 10) / 10,
  };
}

export function pathOf(unit: Unit, { x, y }: Plane): string {
  return ringsOf(unit).map((ring) => `M${ring.map(([a, b]) => `${x(a)} ${y(b)}`).join('L')}Z`).join('');
}

/** A commune's name without its type in front, as maps write it. */
export function shortName(name: string): string {
  return name.replace(/^(Xã|Phường) /, '');
}
