// What an officer can take along: what of the own commune opens without a network, since when, and a way to fetch it anew.
import { useEffect } from 'preact/hooks';
import { ownUnits } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { GuideLink } from '../ui/view.tsx';
import { instant } from '../words/shown.ts';
import { language, say } from '../words/words.ts';
import { isOffline } from './connection.ts';
import { isDear } from './dear.ts';
import { course, readSum, sum, trouble, unitNames } from './own.ts';

export function OwnPanel() {
  const spoken = language();
  useEffect(() => void readSum(), [spoken]);
  if (!ownUnits().length) return null;
  const now = course.value;
  const fetchAnew = () => void import('./own-commune.ts').then(({ fetchOwn }) => fetchOwn(true), () => (trouble.value = 'OFFLINE'));
  return (
    <section class="panel stack" id="own" aria-labelledby="own-title">
      <h2 id="own-title">{say('own.title')}</h2>
      <div role="status">
        <Kept />
        {!now && trouble.value && <p class="field-problem">{say(`own.trouble.${trouble.value}`)}</p>}
      </div>
      {now && <p class="small">{now.all ? say('own.fetching', now) : say('own.looking')}</p>}
      {now && <progress class="progress" aria-label={say('own.progress')} max={now.all || 1} value={now.all ? now.done : undefined} />}
      <p class="soft">{say(isDear() ? 'own.dear' : 'own.help')}</p>
      <div class="row"><Button weight="quiet" isBusy={now !== null} disabled={isOffline.value} onPress={fetchAnew}>{say('own.again')}</Button><GuideLink chapter="5-khong-mang" /></div>
      {isOffline.value && <p class="small">{say('own.needsNetwork')}</p>}
    </section>
  );
}

function Kept() {
  const kept = sum.value;
  if (!kept) return course.value ? null : <p>{say('own.nothing', { units: unitNames() })}</p>;
  const there = Object.keys(kept.fetched).length;
  return (
    <>
      <p>{say('own.there', { units: unitNames(), there })}{' '}{kept.wholeAt !== null && say('own.since', { when: instant(new Date(kept.wholeAt).toISOString()) })}</p>
      {kept.total > there && !course.value && <p class="small">{say('own.more', { rest: kept.total - there })}</p>}
    </>
  );
}

/** The same in one line, for the place where a day begins. */
export function OwnLine() {
  const spoken = language();
  useEffect(() => void readSum(), [spoken]);
  const kept = sum.value;
  if (!ownUnits().length || !kept?.wholeAt) return null;
  return <p class="small own-line"><a href="/desk/me#own">{say('own.line', { units: unitNames(), there: Object.keys(kept.fetched).length })}</a>{' '}{say('own.since', { when: instant(new Date(kept.wholeAt).toISOString()) })}</p>;
}
