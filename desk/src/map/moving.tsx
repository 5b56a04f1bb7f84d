import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { look } from '../look/look.ts';
import { say } from '../words/words.ts';
import { boxOf, type Layer } from './boundaries.ts';
import type { ProvinceMap } from './maplibre.ts';
import type { Spots } from './points.ts';

interface Props {
  layer: Layer;
  spots: Spots;
  unit: string;
  onUnit: (code: string) => void;
  /** This machine cannot show it after all. */
  onFail: () => void;
}

/** The map that moves; its engine is fetched only now. */
export function Moving({ layer, spots, unit, onUnit, onFail }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<ProvinceMap>();
  const told = useRef({ onUnit, onFail });
  told.current = { onUnit, onFail };
  const { route } = useLocation();
  useEffect(() => {
    let isOver = false;
    let made: ProvinceMap | undefined;
    import('./maplibre.ts').then(({ ProvinceMap: Engine }) => Engine.open(place.current as HTMLElement, layer, {
      onUnit: (code) => told.current.onUnit(code),
      onSite: (code) => route(`/desk/sites/${code}`),
    })).then(
      (opened) => {
        made = opened;
        if (isOver) opened.close();
        else setMap(opened);
      },
      () => isOver || told.current.onFail(),
    );
    return () => {
      isOver = true;
      made?.close();
    };
  }, [layer]);
  const shade = look.value;
  useEffect(() => map?.show(spots), [map, spots]);
  useEffect(() => map?.recolour(), [map, shade]);
  useEffect(() => map?.choose(unit, boxOf(layer.features.filter(({ properties }) => !unit || properties.code === unit))), [map, unit, layer]);
  return (
    <div class="moving" aria-busy={map ? undefined : 'true'}>
      <div class="moving-place" ref={place} />
      {!map && <p class="moving-wait" role="status">{say('map.loading')}</p>}
      {map?.credit && <p class="moving-credit">{map.credit}</p>}
      {map && (
        <div class="moving-buttons">
          <button type="button" aria-label={say('map.zoomIn')} onClick={() => map.zoom(1)}>+</button>
          <button type="button" aria-label={say('map.zoomOut')} onClick={() => map.zoom(-1)}>−</button>
          <button type="button" aria-label={say('map.whole')} onClick={() => map.fit(boxOf(layer.features))}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" /></svg>
          </button>
        </div>
      )}
    </div>
  );
}
