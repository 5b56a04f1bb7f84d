// What of a record lies unsent on this machine, said before the record is given out of hand from here.
import { useEffect, useState } from 'preact/hooks';
import type { Unsent } from '../outbox/unsent.ts';
import { person } from '../people/viewer.ts';
import { ButtonLink } from '../ui/button.tsx';
import { say } from '../words/words.ts';
import { formAddress } from './fields.ts';

export type Here = 'asking' | Unsent | null;

/** What this person has here of the record: looked up when it is asked for, and null where there is nothing. */
export function useUnsent(code: string): Here {
  const [here, setHere] = useState<Here>('asking');
  const who = person()?.id ?? '';
  useEffect(() => {
    let isWanted = true;
    void import('../outbox/unsent.ts').then(({ unsentOf }) => unsentOf(who, code)).then((found) => isWanted && setHere(found));
    return () => {
      isWanted = false;
    };
  }, [who, code]);
  return here;
}

export function UnsentNotice({ here, code }: { here: Unsent; code: string }) {
  return (
    <div class="notice notice-warning" role="alert">
      <p class="notice-title">{say('deed.unsent')}</p>
      <p>{say(here.hasWork ? 'deed.unsentWork' : 'deed.unsentPhotographs', { count: here.photographs })}</p>
      <ButtonLink href={formAddress(code)}>{say('deed.toForm')}</ButtonLink>
    </div>
  );
}
