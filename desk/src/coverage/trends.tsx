import { useState } from 'preact/hooks';
import type { ClosingSeenFragment } from '../graphql/documents.ts';
import { Field } from '../ui/field.tsx';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { METRICS } from './asking.ts';
import { isMixed, linesOf, placed, type Line } from './trend.ts';

const [WIDTH, HEIGHT] = [380, 150];

/** How a figure went from closing to closing, as far as the closings mean the same. */
export function Trends({ closings }: { closings: readonly ClosingSeenFragment[] }) {
  const [metric, setMetric] = useState<string>('ON_TARGET');
  const lines = linesOf(closings, metric);
  return (
    <section class="panel record-section" aria-labelledby="trends">
      <div class="section-head">
        <h2 id="trends">{say('periods.trends')}</h2>
        <Field label={say('coverage.figure')}>
          {(wired) => <select class="input" {...wired} value={metric} onChange={(event) => setMetric(event.currentTarget.value)}>{METRICS.map((one) => <option key={one} value={one}>{sayTerm('metric', one)}</option>)}</select>}
        </Field>
      </div>
      {lines.length === 0 ? <p class="soft">{say('periods.noTrend')}</p> : <div class="trends">{lines.map((line) => <Trend key={line.meaning} line={line} />)}</div>}
      {isMixed(closings) && <p class="notice notice-warning">{say('periods.otherRules')}</p>}
    </section>
  );
}

function Trend({ line }: { line: Line }) {
  const points = placed(line.points, WIDTH, HEIGHT);
  const seen = points.filter((one): one is typeof one & { y: number } => one.y !== null);
  return (
    <figure class="trend">
      <figcaption><h3>{line.label}</h3></figcaption>
      <svg viewBox={`-12 -26 ${WIDTH + 60} ${HEIGHT + 56}`} aria-hidden="true" focusable="false">
        {[0, 0.5, 1].map((share) => <path key={share} class="trend-axis" d={`M0 ${HEIGHT * share}H${WIDTH}`} />)}
        <polyline class="trend-line" points={seen.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {seen.map(({ x, y, point }, place) => (
          <g key={point.id}>
            <circle class="trend-dot" cx={x} cy={y} r="5" />
            {(place === 0 || place === seen.length - 1) && <text class="trend-value" x={x} y={y - 12} text-anchor={place === 0 ? 'start' : 'end'}>{point.percent}</text>}
            {(place === 0 || place === seen.length - 1) && <text x={x} y={HEIGHT + 22} text-anchor={place === 0 ? 'start' : 'end'}>{day(point.asOf)}</text>}
          </g>
        ))}
      </svg>
      <details>
        <summary class="list-title">{say('periods.asTable')}</summary>
        <table class="figures-table plain-table">
          <thead><tr><th scope="col">{say('coverage.asOf')}</th><th scope="col" class="right">{say('periods.reachedOf')}</th><th scope="col" class="right">{say('coverage.share')}</th></tr></thead>
          <tbody>
            {line.points.map((one) => (
              <tr key={one.id}>
                <th scope="row"><a href={`/desk/periods/${one.id}`}>{day(one.asOf)}</a></th>
                <td class="right">{one.numerator}/{one.denominator}</td>
                <td class="right">{one.percent ?? say('coverage.nothingToCount')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
