// Sites as points: those near each other stand as one with their number.
import Supercluster from 'supercluster';
import type { PlacedSiteFragment } from '../graphql/documents.ts';
import type { Box } from './boundaries.ts';

export interface Point {
  site: PlacedSiteFragment;
  at: [longitude: number, latitude: number];
  /** One of several positions between which sources disagree. */
  isCandidate: boolean;
}

/** What is drawn: one point, or a number of them with the closest look at which they part. */
export type Spot =
  | { key: string; at: [number, number]; point: Point }
  | { key: string; at: [number, number]; count: number; partsAt: number };

export interface Sorted {
  points: Point[];
  placed: PlacedSiteFragment[];
  unplaced: PlacedSiteFragment[];
}

/** Points of what has a position or candidates for one; the rest is told beside the map. */
export function sorted(sites: readonly PlacedSiteFragment[]): Sorted {
  const all: Sorted = { points: [], placed: [], unplaced: [] };
  for (const site of sites) {
    const known = site.location ? [site.location] : site.locationCandidates;
    (known.length ? all.placed : all.unplaced).push(site);
    for (const { longitude, latitude } of known) all.points.push({ site, at: [longitude, latitude], isCandidate: !site.location });
  }
  return all;
}

interface Props {
  index: number;
}

export class Spots {
  readonly #points: readonly Point[];
  readonly #clusters = new Supercluster<Props, Props>({ radius: 46, maxZoom: 15, extent: 512 });

  constructor(points: readonly Point[]) {
    this.#points = points;
    this.#clusters.load(points.map(({ at }, index) => (
      { type: 'Feature', properties: { index }, geometry: { type: 'Point', coordinates: at } }
    )));
  }

  /** What is seen of a box at a zoom level. */
  in(box: Box, zoom: number): Spot[] {
    return this.#clusters.getClusters(box, Math.round(zoom)).flatMap((feature): Spot[] => {
      const at = feature.geometry.coordinates as [number, number];
      const { properties } = feature;
      if ('cluster' in properties && properties.cluster) {
        const { cluster_id: id, point_count: count } = properties;
        return [{ key: `c${id}`, at, count, partsAt: this.#clusters.getClusterExpansionZoom(id) }];
      }
      const { index } = properties as Props;
      const point = this.#points[index];
      return point ? [{ key: `p${point.site.code}-${at.join()}`, at, point }] : [];
    });
  }
}
