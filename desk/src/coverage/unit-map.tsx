// The province by communes, each in the shade of its share. For the eye and the finger: the table below it says and opens the same.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CoverageLineFragment } from '../graphql/documents.ts';
import { boundaries, boxOf, pathOf, planeOf, type Layer } from '../map/boundaries.ts';
import { say } from '../words/words.ts';
import { shadeOf, type Asked } from './asking.ts';
import { counted, shareOf, SideLink } from './figure.tsx';

const WIDTH = 640;
const SHADES = [0, 1, 2, 3, 4, 5] as const;

interface Props {
  lines: readonly CoverageLineFragment[];
  asked: Asked;
  today: string;
}

export function UnitMap({ lines, asked, today }: Props) {
  const [layer, setLayer] = useState<Layer | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => void boundaries().then(setLayer, () => setMissing(true)), []);
  const sheet = useMemo(() => {
    if (!layer) return null;
    const plane = planeOf(boxOf(layer.features), WIDTH);
    return { plane, units: layer.features.map((unit) => ({ ...unit.properties, path: pathOf(unit, plane) })) };
  }, [layer]);
  if (isMissing) return <p class="soft">{say('coverage.noMap')}</p>;
  if (!layer || !sheet) return <div class="ghost map-ghost" aria-hidden="true" />;
  const byCode = new Map(lines.map((line) => [line.key, line]));
  const chosen = sheet.units.find(({ code }) => code === at);
  return (
    <figure class="unit-map">
      <svg viewBox={`0 0 ${sheet.plane.width} ${sheet.plane.height}`} aria-hidden="true" focusable="false">
        {sheet.units.map(({ code, name, path }) => {
          const line = byCode.get(code);
          const shade = line ? shadeOf(line.figure) : null;
          return (
            <path key={code} d={path} class={`shade shade-${shade ?? 'none'}${code === at ? ' shade-chosen' : ''}`} onClick={() => setAt(code)} onPointerEnter={(event) => event.pointerType === 'mouse' && setAt(code)}>
              <title>{line ? `${name}: ${shareOf(line.figure)}` : name}</title>
            </path>
          );
        })}
        {chosen && <path d={chosen.path} class="shade-edge" />}
      </svg>
      <figcaption>
        <ul class="legend" aria-label={say('coverage.legend')}>
          <li><span class="swatch shade-none" />{say('coverage.shadeNone')}</li>
          {SHADES.map((shade) => <li key={shade}><span class={`swatch shade-${shade}`} />{say(`coverage.shade${shade}`)}</li>)}
        </ul>
        <Chosen name={chosen?.name} line={at ? byCode.get(at) : undefined} asked={asked} today={today} />
        <p class="small">{say('coverage.mapSource', { source: layer.source })}</p>
      </figcaption>
    </figure>
  );
}

function Chosen({ name, line, asked, today }: { name: string | undefined; line: CoverageLineFragment | undefined; asked: Asked; today: string }) {
  if (!name) return <p class="soft chosen-unit">{say('coverage.pressMap')}</p>;
  const of = line && { asked, today, rowKey: line.key, rowName: line.label, figure: line.figure };
  return (
    <p class="chosen-unit">
      <strong>{name}</strong>{' '}
      {line && of && line.figure.denominator > 0 ? (
        <>
          <span>{shareOf(line.figure)}</span>{' · '}
          <SideLink {...of} side="NUMERATOR" />{' / '}<SideLink {...of} side="DENOMINATOR" />{' · '}
          {say('coverage.missing')} <SideLink {...of} side="DIFFERENCE" />
          {line.recorded.numerator < line.recorded.denominator && <span class="small"> {say('coverage.knows', { known: counted(line.recorded.numerator, line.recorded.scale), all: counted(line.recorded.denominator, line.recorded.scale) })}</span>}
        </>
      ) : say('coverage.nothingToCount')}
    </p>
  );
}
