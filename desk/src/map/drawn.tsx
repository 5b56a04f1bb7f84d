import { useMemo, useState } from 'preact/hooks';
import { say } from '../words/words.ts';
import { boxOf, pathOf, planeOf, shortName, type Box, type Layer } from './boundaries.ts';
import type { Spot, Spots } from './points.ts';

const PHONE = 640;
const WORLD = 512; // pixels of the world at zoom level 0, as points are gathered

interface Props {
  layer: Layer;
  spots: Spots;
  /** Code of the commune that is shown alone. */
  unit: string;
  onUnit: (code: string) => void;
}

/** The province drawn still, where no moving map can be: the whole of it, or one commune. */
export function Drawn({ layer, spots, unit, onUnit }: Props) {
  // Drawn in the size of the screen, so that letters and points are as large as anywhere else.
  const [width] = useState(() => (innerWidth < PHONE ? 340 : 600));
  const chosen = layer.features.filter(({ properties }) => properties.code === unit);
  const box = useMemo(() => boxOf(chosen.length ? chosen : layer.features), [layer, unit]);
  const plane = useMemo(() => planeOf(box, width), [box, width]);
  const seen = useMemo(() => spots.in(wider(box), Math.log2((width * 360) / ((box[2] - box[0]) * WORLD))), [spots, box, width]);
  const hasNames = width > 500 || chosen.length > 0;
  return (
    <svg class="drawn" viewBox={`0 0 ${plane.width} ${plane.height}`} role="group" aria-label={say('map.title')}>
      {layer.features.map((one) => {
        const { code, name } = one.properties;
        return (
          <path key={code} class={code === unit ? 'drawn-unit drawn-chosen' : 'drawn-unit'} d={pathOf(one, plane)} onClick={() => onUnit(code)}>
            <title>{say('map.narrow', { name })}</title>
          </path>
        );
      })}
      {hasNames && layer.features.map(({ properties: { code, name, middle } }) => (
        <text key={code} class="drawn-name" aria-hidden="true" x={plane.x(middle[0])} y={plane.y(middle[1])}>{shortName(name)}</text>
      ))}
      {seen.map((spot) => <Mark key={spot.key} spot={spot} x={plane.x(spot.at[0])} y={plane.y(spot.at[1])} />)}
    </svg>
  );
}

function Mark({ spot, x, y }: { spot: Spot; x: number; y: number }) {
  if ('count' in spot) {
    return (
      <g class="drawn-cluster">
        <circle cx={x} cy={y} r={15} />
        <text x={x} y={y} dy="0.35em">{spot.count}</text>
      </g>
    );
  }
  const { site, isCandidate } = spot.point;
  return (
    <a href={`/desk/sites/${site.code}`} tabIndex={-1} class={isCandidate ? 'drawn-site drawn-candidate' : 'drawn-site'}>
      <title>{isCandidate ? say('map.conflictOf', { name: site.name.text }) : site.name.text}</title>
      <circle class="drawn-reach" cx={x} cy={y} r={15} />
      <circle class="drawn-dot" cx={x} cy={y} r={9} />
    </a>
  );
}

function wider([west, south, east, north]: Box): Box {
  const more = 0.05;
  return [west - more, south - more, east + more, north + more];
}
