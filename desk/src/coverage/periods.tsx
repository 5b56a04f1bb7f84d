import { useState } from 'preact/hooks';
import '../site/site.css';
import { PeriodsSeenDocument, type ClosingSeenFragment, type PeriodsSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { words } from '../site/record-of.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, instant } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Closing, Opening } from './closing.tsx';
import { Sections } from './sections.tsx';
import { lastDay, restatedBy } from './trend.ts';
import { Trends } from './trends.tsx';

type Period = PeriodsSeenQuery['periods'][number];
type Doing = { kind: 'open' } | { kind: 'close'; period: Period; restates: ClosingSeenFragment | null } | null;

/** The periods, what was closed of them, and how the figures went. */
export default function PeriodsView() {
  const { data, trouble, again } = useQuery(PeriodsSeenDocument, { language: words() });
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => {
    setDoing(null);
    again();
  };
  return (
    <View title={say('periods.title')} lead={say('periods.lead')} actions={may('OPEN_PERIOD') && <Button weight="quiet" onPress={() => setDoing({ kind: 'open' })}>{say('periods.open')}</Button>}>
      <div class="coverage">
        <Sections here="/desk/periods" />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={3} />}
        {data && data.periods.map((period) => (
          <OnePeriod key={period.code} period={period} closings={data.snapshots.filter((one) => one.period?.code === period.code)} onClose={(restates) => setDoing({ kind: 'close', period, restates })} />
        ))}
        {data && data.snapshots.length > 0 && <Trends closings={data.snapshots} />}
      </div>
      {doing?.kind === 'open' && <Opening onDone={done} onLeave={() => setDoing(null)} />}
      {doing?.kind === 'close' && <Closing period={doing.period} restates={doing.restates} onDone={done} onLeave={() => setDoing(null)} />}
    </View>
  );
}

interface OneProps {
  period: Period;
  closings: readonly ClosingSeenFragment[];
  onClose: (restates: ClosingSeenFragment | null) => void;
}

function OnePeriod({ period, closings, onClose }: OneProps) {
  const { code, opensOn, closesOn, state } = period;
  const gone = restatedBy(closings);
  const id = `period-${code}`;
  return (
    <section class="panel record-section" aria-labelledby={id}>
      <div class="section-head">
        <div>
          <h2 id={id}>{say('periods.name', { code })}</h2>
          <p class="small">{say('periods.span', { from: day(opensOn), to: day(lastDay(closesOn)) })}</p>
        </div>
        <div class="row">
          <span class={state === 'CLOSED' ? 'badge badge-green' : state === 'OPEN' ? 'badge badge-gold' : 'badge'}>{sayTerm('periodState', state)}</span>
          {may('CLOSE_PERIOD') && state === 'OPEN' && <Button onPress={() => onClose(null)}>{say('periods.close')}<span class="unseen"> {code}</span></Button>}
          {may('CLOSE_PERIOD') && closings[0] && <Button weight="quiet" onPress={() => onClose(closings[0] ?? null)}>{say('periods.restate')}<span class="unseen"> {code}</span></Button>}
        </div>
      </div>
      {closings.length === 0 ? <Empty title={say('periods.notClosed')}><p>{say('periods.notClosedHelp')}</p></Empty> : (
        <ul class="closings">{closings.map((one) => <OneClosing key={one.id} closing={one} by={gone.get(one.id)} />)}</ul>
      )}
    </section>
  );
}

function OneClosing({ closing, by }: { closing: ClosingSeenFragment; by: string | undefined }) {
  const { id, asOf, closedAt, sha256, reason, restates, countings } = closing;
  return (
    <li class={by ? 'closing closing-old' : 'closing'}>
      <p class="row">
        <a class="todo-name" href={`/desk/periods/${id}`}>{id}</a>
        <span>{say('periods.asOf', { day: day(asOf) })}</span>
        {by ? <span class="badge">{say('periods.restatedBy', { id: by })}</span> : <span class="badge badge-green">{say('periods.holds')}</span>}
      </p>
      {countings.map((counting) => {
        const figure = counting.figures.find(({ metric }) => metric === 'ON_TARGET');
        return figure && <p key={counting.comparableAs}>{counting.label}: <strong class="number">{figure.numerator}/{figure.denominator}</strong> {figure.percent ?? say('coverage.nothingToCount')}</p>;
      })}
      {restates && <p class="small">{say('periods.restates', { id: restates.id, reason: reason ?? '' })}</p>}
      <p class="small">{say('periods.closedAt', { at: instant(closedAt) })} · <span class="mono">{sha256.slice(0, 16)}…</span></p>
    </li>
  );
}
