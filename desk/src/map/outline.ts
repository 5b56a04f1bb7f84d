// An area being drawn on the map: corners that are pressed, dragged, and joined to an outline.
import { Map as Engine, Marker, type GeoJSONSource } from 'maplibre-gl';
import { around, polygonsOf, type Corner, type Shape } from '../zones/shape.ts';
import { boxOf, type Box, type Layer } from './boundaries.ts';
import { readBasemap, style, token } from './maplibre.ts';

interface Start {
  unit: string | undefined;
  point: Corner | null;
  shape: Shape | null;
}

interface Told {
  onAdd: (corner: Corner) => void;
  onMove: (at: number, corner: Corner) => void;
}

const AROUND = 0.004; // degrees seen around a point, about 400 m
const NOTHING = { type: 'FeatureCollection', features: [] } as const;

export class OutlineMap {
  readonly #map: Engine;
  readonly #told: Told;
  #marks: Marker[] = [];

  private constructor(map: Engine, told: Told) {
    this.#map = map;
    this.#told = told;
    map.on('click', ({ lngLat, originalEvent }) => {
      if (originalEvent.target instanceof HTMLCanvasElement) told.onAdd(cornerOf(lngLat));
    });
  }

  /** Open the map where the area is, or the site, or its commune. Fails where the machine cannot draw it. */
  static async open(place: HTMLElement, layer: Layer, start: Start, told: Told): Promise<OutlineMap> {
    const [west, south, east, north] = boxOf(layer.features);
    const map = new Engine({
      container: place,
      style: style(layer, await readBasemap()),
      bounds: boxAt(layer, start),
      fitBoundsOptions: { padding: 32 },
      maxBounds: [west - 0.6, south - 0.6, east + 0.6, north + 0.6],
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    await new Promise<void>((ready, failed) => {
      map.once('load', () => ready());
      map.on('error', (event) => {
        if (!('sourceId' in event && event.sourceId === 'basemap')) failed(event.error);
      });
    });
    map.addSource('outline', { type: 'geojson', data: NOTHING as never });
    map.addLayer({ id: 'outline-area', type: 'fill', source: 'outline', paint: { 'fill-color': token('violet'), 'fill-opacity': 0.18 } });
    map.addLayer({ id: 'outline-line', type: 'line', source: 'outline', paint: { 'line-color': token('violet'), 'line-width': 2.5 } });
    if (start.point) new Marker({ color: token('green') }).setLngLat(start.point).addTo(map).getElement().setAttribute('aria-hidden', 'true');
    return new OutlineMap(map, told);
  }

  get middle(): Corner {
    return cornerOf(this.#map.getCenter());
  }

  zoom(by: number): void {
    this.#map.zoomTo(this.#map.getZoom() + by, { duration: 250 });
  }

  /** The area as it is by now; corners can be moved where it is one ring. */
  show(corners: readonly Corner[], shape: Shape | null): void {
    const area = shape ?? around(corners);
    const line = { type: 'LineString', coordinates: corners };
    const geometry = area ?? (corners.length > 1 ? line : null);
    void this.#map.getSource<GeoJSONSource>('outline')?.setData((geometry ? { type: 'Feature', properties: {}, geometry } : NOTHING) as never);
    for (const mark of this.#marks) mark.remove();
    this.#marks = corners.map((corner, at) => this.#mark(corner, at));
  }

  close(): void {
    this.#map.remove();
  }

  #mark(corner: Corner, at: number): Marker {
    const element = document.createElement('span');
    element.className = 'zone-corner';
    const mark = new Marker({ element, draggable: true }).setLngLat(corner).addTo(this.#map);
    mark.on('dragend', () => this.#told.onMove(at, cornerOf(mark.getLngLat())));
    // With the keyboard corners are typed; MapLibre calls every marker a button.
    for (const attribute of ['role', 'tabindex', 'aria-label']) element.removeAttribute(attribute);
    element.ariaHidden = 'true';
    return mark;
  }
}

function cornerOf({ lng, lat }: { lng: number; lat: number }): Corner {
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
}

function boxAt(layer: Layer, { unit, point, shape }: Start): Box {
  if (shape) {
    const corners = polygonsOf(shape).flat(2);
    const [longitudes, latitudes] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
  }
  if (point) return [point[0] - AROUND, point[1] - AROUND, point[0] + AROUND, point[1] + AROUND];
  const chosen = layer.features.filter(({ properties }) => properties.code === unit);
  return boxOf(chosen.length ? chosen : layer.features);
}
