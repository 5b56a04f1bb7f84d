// MapLibre with our own lines and points, over the office's basemap if it has one: no glyphs. Its worker is a file of this host.
import { Map as Engine, Marker, setWorkerUrl, type MapGeoJSONFeature, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { say } from '../words/words.ts';
import type { Basemap } from './basemap.ts';
import { boxOf, shortName, type Box, type Layer } from './boundaries.ts';
import type { Spot, Spots } from './points.ts';

setWorkerUrl(workerUrl);

const NAMES_FROM = 9.2; // zoom level at which communes bear their names
const EDGE = 0.6; // degrees that one may see beyond the province

interface Told {
  onUnit: (code: string) => void;
  onSite: (code: string) => void;
}

export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The layers' colours, from the desk's tokens as they are now. Over a basemap communes are seen through. */
function paints(isOverBasemap: boolean): Record<string, Record<string, unknown>> {
  const chosen = ['boolean', ['feature-state', 'chosen'], false];
  const hovered = ['boolean', ['feature-state', 'hovered'], false];
  return {
    ground: { 'background-color': token('sunk') },
    units: {
      'fill-color': ['case', chosen, token('violet-pale'), hovered, token('green-pale'), token('card')],
      'fill-opacity': isOverBasemap ? ['case', chosen, 0.35, hovered, 0.35, 0] : 1,
    },
    borders: { 'line-color': token('edge'), 'line-width': 0.8 },
    chosen: { 'line-color': token('violet'), 'line-width': ['case', chosen, 3, 0] },
  };
}

export function style(layer: Layer, ground: Basemap | undefined): StyleSpecification {
  const paint = paints(ground !== undefined);
  const source = 'communes';
  return {
    version: 8,
    sources: { communes: { type: 'geojson', data: layer as never }, ...(ground && { basemap: ground.source }) },
    layers: [
      { id: 'ground', type: 'background', paint: paint.ground },
      ...(ground?.layers ?? []),
      { id: 'units', type: 'fill', source, paint: paint.units },
      { id: 'borders', type: 'line', source, paint: paint.borders },
      { id: 'chosen', type: 'line', source, paint: paint.chosen },
    ],
  } as StyleSpecification;
}

/** The office's basemap; nothing where it has none, or where the file cannot be read: our own lines stand for themselves. */
export async function readBasemap(): Promise<Basemap | undefined> {
  if (!document.getElementById('desk')?.hasAttribute('data-basemap')) return undefined;
  try {
    return await (await import('./basemap.ts')).basemap();
  } catch (error) {
    console.warn('basemap', error);
    return undefined;
  }
}

export class ProvinceMap {
  readonly #map: Engine;
  readonly #layer: Layer;
  readonly #told: Told;
  readonly #ground: Basemap | undefined;
  #spots: Spots | undefined;
  #marks = new Map<string, Marker>();
  #chosen: number | undefined;
  #hovered: number | undefined;

  private constructor(map: Engine, layer: Layer, told: Told, ground: Basemap | undefined) {
    this.#map = map;
    this.#ground = ground;
    this.#layer = layer;
    this.#told = told;
    this.#name();
    map.on('moveend', () => this.#draw());
    map.on('mousemove', 'units', ({ features }) => this.#hover(features?.[0]));
    map.on('mouseleave', 'units', () => this.#hover(undefined));
    map.on('click', 'units', ({ features, originalEvent }) => {
      const code: unknown = features?.[0]?.properties.code;
      const isGround = originalEvent.target instanceof HTMLCanvasElement;
      if (isGround && typeof code === 'string') told.onUnit(code);
    });
  }

  /** Open the map in an element. Fails where the machine cannot draw it. */
  static async open(place: HTMLElement, layer: Layer, told: Told): Promise<ProvinceMap> {
    const [west, south, east, north] = boxOf(layer.features);
    const ground = await readBasemap();
    const map = new Engine({
      container: place,
      style: style(layer, ground),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 16 },
      maxBounds: [west - EDGE, south - EDGE, east + EDGE, north + EDGE],
      maxZoom: 17,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      locale: { 'Map.Title': say('map.title') },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    await new Promise<void>((ready, failed) => {
      map.once('load', () => ready());
      // A tile of the basemap that does not come leaves a gap, no more.
      map.on('error', (event) => {
        if (!('sourceId' in event && event.sourceId === 'basemap')) failed(event.error);
      });
    });
    const made = new ProvinceMap(map, layer, told, ground);
    made.recolour();
    return made;
  }

  /** Whose basemap is shown; empty where there is none, or where it does not say. */
  get credit(): string {
    return this.#ground?.credit ?? '';
  }

  show(spots: Spots): void {
    this.#spots = spots;
    this.#draw();
  }

  fit([west, south, east, north]: Box): void {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map.fitBounds([west, south, east, north], { padding: 24, animate: !isCalm, duration: 500, maxZoom: 13 });
  }

  zoom(by: number): void {
    this.#map.zoomTo(this.#map.getZoom() + by, { duration: 250 });
  }

  choose(code: string, box: Box): void {
    if (this.#chosen !== undefined) this.#state(this.#chosen, { chosen: false });
    const wasChosen = this.#chosen !== undefined;
    this.#chosen = this.#layer.features.find(({ properties }) => properties.code === code)?.id;
    if (this.#chosen !== undefined) this.#state(this.#chosen, { chosen: true });
    if (this.#chosen !== undefined || wasChosen) this.fit(box);
  }

  recolour(): void {
    for (const [layer, paint] of Object.entries(this.#paints())) {
      for (const [name, value] of Object.entries(paint)) this.#map.setPaintProperty(layer, name as never, value as never);
    }
  }

  close(): void {
    this.#map.remove();
  }

  #paints(): Record<string, Record<string, unknown>> {
    return { ...paints(this.#ground !== undefined), ...this.#ground?.paints(token) };
  }

  #state(id: number, state: Record<string, boolean>): void {
    this.#map.setFeatureState({ source: 'communes', id }, state);
  }

  #hover(feature: MapGeoJSONFeature | undefined): void {
    const id = typeof feature?.id === 'number' ? feature.id : undefined;
    if (id === this.#hovered) return;
    if (this.#hovered !== undefined) this.#state(this.#hovered, { hovered: false });
    if (id !== undefined) this.#state(id, { hovered: true });
    this.#hovered = id;
    const name: unknown = feature?.properties.name;
    this.#map.getCanvas().title = typeof name === 'string' ? say('map.narrow', { name }) : '';
  }

  /** The communes' names: elements of the page, since glyphs would have to come from somewhere. */
  #name(): void {
    for (const { properties: { name, middle } } of this.#layer.features) {
      const element = document.createElement('span');
      element.className = 'moving-name';
      element.textContent = shortName(name);
      element.ariaHidden = 'true';
      new Marker({ element }).setLngLat(middle).addTo(this.#map);
      // MapLibre calls every marker a button; a name is none.
      for (const attribute of ['role', 'tabindex', 'aria-label']) element.removeAttribute(attribute);
    }
  }

  #draw(): void {
    const map = this.#map;
    map.getContainer().classList.toggle('has-names', map.getZoom() >= NAMES_FROM);
    const bounds = map.getBounds();
    const box: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const seen = this.#spots?.in(box, map.getZoom()) ?? [];
    const wanted = new Map(seen.map((spot) => [spot.key, spot]));
    for (const [key, mark] of this.#marks) {
      if (wanted.has(key)) continue;
      mark.remove();
      this.#marks.delete(key);
    }
    for (const spot of wanted.values()) if (!this.#marks.has(spot.key)) this.#marks.set(spot.key, this.#mark(spot));
  }

  #mark(spot: Spot): Marker {
    const isCluster = 'count' in spot;
    const element = document.createElement('button');
    element.type = 'button';
    element.className = isCluster ? 'pin pin-cluster' : spot.point.isCandidate ? 'pin pin-candidate' : 'pin';
    const label = isCluster
      ? say('map.cluster', { count: spot.count })
      : say(spot.point.isCandidate ? 'map.conflictOf' : 'map.site', { name: spot.point.site.name.text });
    element.title = label;
    if (isCluster) element.textContent = String(spot.count);
    else if (spot.point.isCandidate) element.textContent = '?';
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      if (isCluster) this.#map.easeTo({ center: spot.at, zoom: spot.partsAt + 0.2, duration: 400 });
      else this.#told.onSite(spot.point.site.code);
    });
    const mark = new Marker({ element }).setLngLat(spot.at).addTo(this.#map);
    element.setAttribute('aria-label', label);
    element.tabIndex = -1; // with the keyboard every site is reached by the list beside the map
    return mark;
  }
}
