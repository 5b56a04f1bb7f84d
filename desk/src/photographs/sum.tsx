// How sending goes, in all.
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { signInAddress } from '../ui/states.tsx';
import { bytes } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { isUnderWay, sumOf, type Photograph } from './photograph.ts';
import { again, hindrance } from './sending.ts';
import { change, fleeting, going } from './shelf.ts';

export function Sum({ here }: { here: readonly Photograph[] }) {
  const coming = here.filter(({ told }) => !told);
  const { sent, size, done, count } = sumOf(coming, (one) => Math.max(one.sent, going.value.get(one.id) ?? 0));
  const moving = coming.filter(({ state }) => state === 'WAITING' || state === 'SENDING');
  const paused = coming.filter(({ state }) => state === 'PAUSED');
  const text = !coming.some(isUnderWay) ? '' : moving.length ? say('photographs.sum', { done, count }) : paused.length ? say('photographs.sumPaused', { count: paused.length }) : say('photographs.sumWaiting', { count });
  const spoken = useSpoken(text);
  const lost = coming.filter(({ id, state }) => state !== 'REFUSED' && fleeting.value.has(id));
  const set = (all: readonly Photograph[], state: Photograph['state']) => all.forEach(({ id }) => void change(id, (one) => ({ ...one, state })));
  return (
    <>
      <p class="unseen" role="status">{spoken}</p>
      {lost.length > 0 && (
        <div class="notice notice-warning" role="alert">
          <p class="notice-title">{say('photographs.full')}</p>
          <p>{say('photographs.fullHelp')}</p>
          <ul>{lost.map(({ id, name }) => <li key={id}>· {name}</li>)}</ul>
        </div>
      )}
      {text && (
        <div class="photo-sum">
          <div class="row">
            <strong>{text}</strong>
            {moving.length > 0 && <span class="small number">{bytes(sent)} / {bytes(size)}</span>}
            {moving.length > 1 && <Button weight="plain" onPress={() => set(moving, 'PAUSED')}>{say('photographs.pauseAll')}</Button>}
            {paused.length > 1 && <Button weight="plain" onPress={() => set(paused, 'WAITING')}>{say('photographs.resumeAll')}</Button>}
          </div>
          {moving.length > 0 && <progress class="progress" max={size} value={sent} aria-label={say('photographs.progress')} />}
          <Hindered isOn={moving.length > 0 || coming.some(({ state, siteId }) => state === 'SENT' && siteId !== null)} />
        </div>
      )}
    </>
  );
}

/** Why nothing moves: plain, and with what to do. */
function Hindered({ isOn }: { isOn: boolean }) {
  const trouble = hindrance.value;
  if (!trouble || !isOn) return null;
  const word = trouble.code === 'OFFLINE' ? 'photographs.offline' : trouble.code === 'UNAUTHENTICATED' ? 'photographs.signedOut' : null;
  return (
    <p class="small">
      {word ? say(word) : trouble.code === 'FULL' ? trouble.message : say('photographs.troubled')}{' '}
      {trouble.code === 'UNAUTHENTICATED' ? <a href={signInAddress()}>{say('people.signIn')}</a>
        : <button type="button" class="lack" onClick={again}>{say('photographs.now')}</button>}
    </p>
  );
}

/** Read out only when it has settled for a moment. */
function useSpoken(text: string): string {
  const [spoken, speak] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => speak(text), 2_000);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
