// Drawing an area on the map, corner by corner. The engine is fetched only now.
import { useEffect, useRef, useState } from 'preact/hooks';
import { boundaries } from '../map/boundaries.ts';
import type { OutlineMap } from '../map/outline.ts';
import { Button } from '../ui/button.tsx';
import { useForm } from '../enter/form.ts';
import { decimal } from '../enter/points.ts';
import { bring, say } from '../words/words.ts';
import type { Corner, Shape } from './shape.ts';
import '../map/map.css';

interface Props {
  corners: readonly Corner[];
  shape: Shape | null;
  onCorners: (corners: Corner[]) => void;
}

export function ZoneMap({ corners, shape, onCorners }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<OutlineMap>();
  const [hasFailed, setFailed] = useState(false);
  const { fields } = useForm();
  const now = useRef({ corners, onCorners });
  now.current = { corners, onCorners };
  useEffect(() => {
    let isOver = false;
    let made: OutlineMap | undefined;
    const point = decimal(fields.position.text);
    const open = async () => {
      const [{ OutlineMap: Engine }, layer] = await Promise.all([import('../map/outline.ts'), boundaries(), bring(['finding'])]);
      if (isOver) return;
      made = await Engine.open(place.current as HTMLElement, layer, { unit: fields.units[0], point: point && [point.longitude, point.latitude], shape }, {
        onAdd: (corner) => now.current.onCorners([...now.current.corners, corner]),
        onMove: (at, corner) => now.current.onCorners(now.current.corners.map((one, place) => (place === at ? corner : one))),
      });
      if (isOver) made.close();
      else setMap(made);
    };
    open().catch(() => isOver || setFailed(true));
    return () => {
      isOver = true;
      made?.close();
    };
  }, []);
  useEffect(() => map?.show(corners, shape), [map, corners, shape]);
  if (hasFailed) return <p class="notice notice-warning zone-wide">{say('zones.noMap')}</p>;
  return (
    <div class="zone-wide stack tight">
      <p class="small" id="zone-map-help">{say('zones.mapHelp')}</p>
      <div class="moving zone-map" aria-busy={map ? undefined : 'true'} aria-describedby="zone-map-help" role="group" aria-label={say('zones.draw')}>
        <div class="moving-place" ref={place} />
        {!map && <p class="moving-wait" role="status">{say('zones.mapLoading')}</p>}
        {map && <span class="zone-cross" aria-hidden="true" />}
        {map && (
          <div class="moving-buttons">
            <button type="button" aria-label={say('map.zoomIn')} onClick={() => map.zoom(1)}>+</button>
            <button type="button" aria-label={say('map.zoomOut')} onClick={() => map.zoom(-1)}>−</button>
          </div>
        )}
      </div>
      {map && (
        <div class="row">
          <Button weight="quiet" onPress={() => onCorners([...corners, map.middle])}>{say('zones.addMiddle')}</Button>
          <Button weight="quiet" disabled={!corners.length} onPress={() => onCorners(corners.slice(0, -1))}>{say('zones.dropLast')}</Button>
          <span class="small" role="status">{say('zones.corners', { count: corners.length })}</span>
        </div>
      )}
    </div>
  );
}
