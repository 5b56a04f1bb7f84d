import { sheetOf } from '../enter/points.ts';
import { number } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { cornerCount, polygonsOf, squareMetres, type Shape } from './shape.ts';

/** "4 góc · 1,25 ha": how large an area is, in the unit that people speak of. */
export function sizeOf(shape: Shape): string {
  const metres = squareMetres(shape);
  const size = metres < 10_000 ? say('zones.metres', { area: number(metres) }) : say('zones.hectares', { area: number(metres / 10_000, 2) });
  const parts = polygonsOf(shape).length;
  return [parts > 1 ? say('zones.parts', { count: parts }) : '', say('zones.corners', { count: cornerCount(shape) }), size].filter(Boolean).join(' · ');
}

/** The area's outline alone, north up: enough to see that it is the right one. */
export function Sketch({ shape }: { shape: Shape }) {
  const sheet = sheetOf(shape);
  return (
    <svg class="zone-sketch" viewBox={`0 0 ${sheet.width} ${sheet.height}`} role="img" aria-label={say('zones.sketch', { size: sizeOf(shape) })}>
      <path d={sheet.path} fill-rule="evenodd" />
    </svg>
  );
}
