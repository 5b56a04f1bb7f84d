// The commune of our own boundaries, with the point upon it: pressed, dragged, or moved by the arrow keys.
import { useMemo, useRef, useState } from 'preact/hooks';
import { UnitOutlineDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { say } from '../words/words.ts';
import { useForm } from './form.ts';
import { moved, sheetOf, type Area, type Point } from './points.ts';

const STEP = 10;
const LEAP = 100;
const ZOOMS = [1, 4, 16];

interface Props {
  unit: string | undefined;
  point: Point | null;
  onMove: (point: Point) => void;
}

export function CommuneMap({ unit, point, onMove }: Props) {
  const { lists } = useForm();
  const id = lists.adminUnits.find(({ code }) => code === unit)?.id;
  const { data } = useQuery(UnitOutlineDocument, id ? { id } : null);
  const found = id && data?.node && 'outline' in data.node && data.node.id === id ? data.node : null;
  if (!found?.outline) return null;
  return <Drawn name={found.name} area={found.outline as Area} point={point} onMove={onMove} />;
}

function Drawn({ name, area, point, onMove }: { name: string; area: Area; point: Point | null; onMove: (point: Point) => void }) {
  const sheet = useMemo(() => sheetOf(area), [area]);
  const [zoom, setZoom] = useState(0);
  const [dragged, drag] = useState<Point | null>(null);
  const [middle, setMiddle] = useState<Point | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const times = ZOOMS[zoom] ?? 1;
  const shown = dragged ?? point;
  const [width, height] = [sheet.width / times, sheet.height / times];
  // A point that was set elsewhere, by typing say, is not left outside of what is seen.
  const isSeen = middle && point && Math.abs(sheet.x(point.longitude) - sheet.x(middle.longitude)) < width / 2
    && Math.abs(sheet.y(point.latitude) - sheet.y(middle.latitude)) < height / 2;
  const around = times > 1 ? (isSeen ? middle : point) : null;
  const left = around ? sheet.x(around.longitude) - width / 2 : 0;
  const top = around ? sheet.y(around.latitude) - height / 2 : 0;
  const metres = [5_000, 2_000, 1_000, 500, 200, 100].find((length) => length * sheet.metre < width / 3) ?? 100;

  const pointAt = (event: PointerEvent): Point | null => {
    const matrix = drawing.current?.getScreenCTM();
    if (!matrix) return null;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return sheet.point(at.x, at.y);
  };
  const down = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    drag(pointAt(event));
  };
  const up = (event: PointerEvent) => {
    const at = dragged && pointAt(event);
    drag(null);
    if (at) onMove(at);
  };
  const pressed = (event: KeyboardEvent) => {
    const far = event.shiftKey ? LEAP : STEP;
    const way = { ArrowUp: [0, far], ArrowDown: [0, -far], ArrowLeft: [-far, 0], ArrowRight: [far, 0] }[event.key];
    if (!way) return;
    event.preventDefault();
    const from = point ?? sheet.point(sheet.width / 2, sheet.height / 2);
    onMove(moved(from, way[0] ?? 0, way[1] ?? 0));
  };
  const change = (to: number) => {
    setZoom(to);
    setMiddle(to > 0 ? point : null);
  };
  const unit = width / 600;
  return (
    <figure class="commune-map">
      <svg ref={drawing} viewBox={`${left} ${top} ${width} ${height}`} role="application" tabindex={0} aria-label={say('enter.mapLabel', { name })}
        aria-describedby="commune-map-help" onKeyDown={pressed} onPointerDown={down} onPointerMove={(event) => dragged && drag(pointAt(event))}
        onPointerUp={up} onPointerCancel={() => drag(null)}>
        <path class="commune" d={sheet.path} stroke-width={1.5 * unit} />
        <path class="bar" d={`M${left + 16 * unit} ${top + height - 16 * unit}h${metres * sheet.metre}`} stroke-width={3 * unit} />
        {shown && (
          <g class="pin" transform={`translate(${sheet.x(shown.longitude)} ${sheet.y(shown.latitude)}) scale(${unit})`}>
            <circle r="22" class="grip" />
            <path d="M0 0C-4-9-13-15-13-25a13 13 0 0 1 26 0C13-15 4-9 0 0z" />
            <circle cy="-25" r="5" class="eye" />
          </g>
        )}
      </svg>
      <figcaption class="row">
        <span class="small" id="commune-map-help">{say('enter.mapHelp', { metres: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` })}</span>
        <span class="row">
          <button type="button" class="chip" disabled={zoom === 0} onClick={() => change(zoom - 1)}>{say('enter.wider')}</button>
          <button type="button" class="chip" disabled={zoom === ZOOMS.length - 1 || !point} onClick={() => change(zoom + 1)}>{say('enter.closer')}</button>
        </span>
      </figcaption>
    </figure>
  );
}
