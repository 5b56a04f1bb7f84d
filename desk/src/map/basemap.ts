// The office's own basemap: one PMTiles file of this host, of pictures or of vectors in the layers of Protomaps' scheme.
import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl';
import { FetchSource, PMTiles, Protocol, TileType } from 'pmtiles';

const BASEMAP = 'basemap';

export interface Basemap {
  source: SourceSpecification;
  /** From below upwards. */
  layers: LayerSpecification[];
  /** Their colours by their ids, from the desk's tokens as they are now. */
  paints: (token: Token) => Record<string, Record<string, unknown>>;
  /** Whose map it is, in its own words. */
  credit: string;
}

type Token = (name: string) => string;

interface Known {
  type: 'fill' | 'line';
  geometry: 'Polygon' | 'LineString';
  paint: (token: Token) => Record<string, unknown>;
}

const LINE = ['interpolate', ['exponential', 1.6], ['zoom'], 8, 0.5, 13, 1.6, 17, 7];

/** What is drawn of a layer with this name (docs.protomaps.com/basemaps/layers), as far as the province needs it; no words. */
const KNOWN: Record<string, Known[]> = {
  earth: [{ type: 'fill', geometry: 'Polygon', paint: (token) => ({ 'fill-color': token('card') }) }],
  landcover: [{ type: 'fill', geometry: 'Polygon', paint: (token) => ({ 'fill-color': token('green-pale'), 'fill-opacity': 0.6 }) }],
  landuse: [{ type: 'fill', geometry: 'Polygon', paint: (token) => ({ 'fill-color': token('green-pale'), 'fill-opacity': 0.4 }) }],
  water: [
    { type: 'fill', geometry: 'Polygon', paint: (token) => ({ 'fill-color': token('water') }) },
    { type: 'line', geometry: 'LineString', paint: (token) => ({ 'line-color': token('water'), 'line-width': LINE }) },
  ],
  buildings: [{ type: 'fill', geometry: 'Polygon', paint: (token) => ({ 'fill-color': token('line') }) }],
  roads: [{ type: 'line', geometry: 'LineString', paint: (token) => ({ 'line-color': token('edge'), 'line-width': LINE, 'line-opacity': 0.55 }) }],
};

let isKnown = false;

/** What the file says of itself. Fails where it cannot be read, or holds what the map cannot draw. */
export async function basemap(): Promise<Basemap> {
  const url = `${location.origin}/desk/basemap.pmtiles`;
  const archive = new PMTiles(new FetchSource(url));
  const [header, said] = await Promise.all([archive.getHeader(), archive.getMetadata()]);
  const protocol = new Protocol();
  protocol.add(archive);
  if (!isKnown) addProtocol('pmtiles', protocol.tile);
  isKnown = true;
  const metadata = said as { attribution?: unknown; vector_layers?: { id: string }[] };
  const isVector = header.tileType === TileType.Mvt;
  if (!isVector && ![TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif].includes(header.tileType)) throw new Error('tile type');
  const source = { type: isVector ? 'vector' : 'raster', url: `pmtiles://${url}`, ...(!isVector && { tileSize: 256 }) } as SourceSpecification;
  const layers = isVector ? vectorLayers(metadata.vector_layers ?? []) : [{ id: BASEMAP, type: 'raster', source: BASEMAP } as LayerSpecification];
  return { source, layers, paints: (token) => paintsOf(layers, token), credit: wordsOf(metadata.attribution) };
}

function vectorLayers(there: readonly { id: string }[]): LayerSpecification[] {
  const names = new Set(there.map(({ id }) => id));
  return Object.entries(KNOWN).filter(([name]) => names.has(name)).flatMap(([name, drawn]) => drawn.map(({ type, geometry }) => (
    { id: idOf(name, type), type, source: BASEMAP, 'source-layer': name, filter: ['==', ['geometry-type'], geometry] } as LayerSpecification
  )));
}

function idOf(name: string, type: string): string {
  return `${BASEMAP}-${name}-${type}`;
}

function paintsOf(layers: readonly LayerSpecification[], token: Token): Record<string, Record<string, unknown>> {
  const ids = new Set(layers.map(({ id }) => id));
  const all = Object.entries(KNOWN).flatMap(([name, drawn]) => drawn.map(({ type, paint }) => [idOf(name, type), paint(token)] as const));
  return Object.fromEntries(all.filter(([id]) => ids.has(id)));
}

/** An attribution is HTML by custom; only its words are shown. */
function wordsOf(attribution: unknown): string {
  if (typeof attribution !== 'string') return '';
  return new DOMParser().parseFromString(attribution, 'text/html').body.textContent.trim().slice(0, 300);
}
