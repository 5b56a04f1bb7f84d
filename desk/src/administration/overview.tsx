import { useEffect, useState } from 'preact/hooks';
import { HealthDocument, type HealthQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Ghosts, TroubleNotice } from '../ui/states.tsx';
import { clock } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { openParts, PARTS } from './places.ts';

type Finding = NonNullable<HealthQuery['health']>[number];
const MARKS: Record<Finding['standing'], string> = { GOOD: 'M5 12.5l4.5 4.5L19 7.5', WATCH: 'M12 6v7M12 17v.5', BAD: 'M7 7l10 10M17 7L7 17' };

export default function Overview() {
  return (
    <Frame lead={say('administration.lead')}>
      {() => (
        <div class="stack">
          {may('READ_HEALTH') && <Health />}
          <ul class="doors">
            {openParts().map((name) => (
              <li key={name}>
                <a href={PARTS[name].href}>{say(PARTS[name].word)}</a>
                <p class="small">{say(PARTS[name].help)}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Frame>
  );
}

function Health() {
  const { data, trouble, again, keptAt, isLoading } = useQuery(HealthDocument, {});
  const [at, setAt] = useState('');
  useEffect(() => {
    if (data && !isLoading) setAt(new Date(keptAt ?? Date.now()).toISOString());
  }, [data, isLoading, keptAt]);
  const findings = data?.health ?? [];
  const worst = (['BAD', 'WATCH'] as const).find((standing) => findings.some((one) => one.standing === standing)) ?? 'GOOD';
  return (
    <section class="panel stack" aria-labelledby="health">
      <div class="panel-head">
        <div>
          <h2 id="health">{say('health.title')}</h2>
          {data && <p class="lead-line">{say(worst === 'BAD' ? 'health.someBad' : worst === 'WATCH' ? 'health.someWatch' : 'health.allGood')}{at && <span class="small"> · {say('health.lead', { at: clock(at) })}</span>}</p>}
        </div>
        <Button weight="quiet" isBusy={isLoading} onPress={again}>{say('health.again')}</Button>
      </div>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && (
        <ul class="health">
          {findings.map(({ topic, standing, message }) => (
            <li class={`finding finding-${standing}`} key={topic}>
              <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={MARKS[standing]} /></svg>
              <div>
                <h3>{say(`health.${topic}`)} <span class="finding-word">{say(`health.${standing}`)}</span></h3>
                <p>{message}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p class="small lead-line">{say('health.deeper')}</p>
    </section>
  );
}
