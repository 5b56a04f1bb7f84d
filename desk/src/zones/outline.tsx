// An area in a comparison: its outline and how large it is.
import type { Shape } from './shape.ts';
import { Sketch, sizeOf } from './sketch.tsx';
import './zones.css';

export function Outline({ area }: { area: string }) {
  const shape = JSON.parse(area) as Shape;
  return (
    <span class="zone-change">
      <Sketch shape={shape} />
      <span class="number">{sizeOf(shape)}</span>
    </span>
  );
}
