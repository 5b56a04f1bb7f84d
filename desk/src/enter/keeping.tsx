// Where what is typed is by now: on this machine, at the catalogue. Seen at all times, read out only when it matters.
import { useEffect, useState } from 'preact/hooks';
import { waits } from '../outbox/sender.ts';
import { unready } from '../outbox/problems.ts';
import { keeping } from '../outbox/store.ts';
import { isUnsent, nameOf, type Work } from '../outbox/work.ts';
import { signInAddress } from '../ui/states.tsx';
import { clock } from '../words/shown.ts';
import { say, type Word } from '../words/words.ts';

type Tone = 'calm' | 'busy' | 'look';

interface Told {
  tone: Tone;
  word: Word;
  values?: Record<string, string | number>;
  isSigningIn?: boolean;
}

function told(work: Work): Told {
  const trouble = waits.value.get(work.id);
  const isWishing = work.wish === 'SUBMIT';
  if (keeping.value !== 'LASTING' && isUnsent(work)) return { tone: 'look', word: keeping.value === 'FULL' ? 'outbox.full' : 'outbox.none' };
  if (work.conflict) return { tone: 'look', word: 'outbox.conflict' };
  if (trouble?.code === 'UNAUTHENTICATED') return { tone: 'look', word: 'outbox.signedOut', isSigningIn: true };
  if (trouble) return { tone: 'look', word: trouble.code === 'OFFLINE' ? (isWishing ? 'outbox.offlineWish' : 'outbox.offline') : 'outbox.later' };
  if (work.step === 'SENDING') return { tone: 'busy', word: 'outbox.sending' };
  if (work.problems.length) return { tone: 'look', word: 'outbox.refused', values: { count: work.problems.length } };
  if (!isUnsent(work) && work.sentAt) return { tone: 'calm', word: 'outbox.sent', values: { time: clock(work.sentAt) } };
  if (!isUnsent(work)) return { tone: 'calm', word: work.siteId ? 'outbox.same' : 'outbox.nothing' };
  if (!nameOf(work)) return { tone: 'calm', word: 'outbox.nameless' };
  const begun = unready(work.fields, work.sent).length;
  return begun ? { tone: 'calm', word: 'outbox.waiting', values: { count: begun } } : { tone: 'calm', word: 'outbox.kept' };
}

/** `isQuiet`: seen a second time, and not read out again. */
export function Keeping({ work, isQuiet = false }: { work: Work; isQuiet?: boolean }) {
  const { tone, word, values, isSigningIn } = told(work);
  const text = say(word, values);
  const [spoken, speak] = useState('');
  useEffect(() => {
    if (tone === 'busy') return;
    const timer = setTimeout(() => speak(say(word, values)), 1_500);
    return () => clearTimeout(timer);
    // The time of day alone is no news to be read out.
  }, [word, tone]);
  return (
    <div class={`keeping keeping-${tone}`}>
      <p>{text} {isSigningIn && <a href={signInAddress()}>{say('people.signIn')}</a>}</p>
      {!isQuiet && <p class="unseen" role="status">{spoken}</p>}
    </div>
  );
}
