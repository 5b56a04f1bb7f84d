// Signing out at the desk: first what would be lost, then everything of this person's leaves this machine.
import { useEffect, useState } from 'preact/hooks';
import { forgetAnswers } from '../offline/answers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { say } from '../words/words.ts';
import { forgetRemembered } from '../words/remembered.ts';
import { nowHolds } from './holder.ts';
import type { Person } from './viewer.ts';

interface Left {
  works: number;
  photographs: number;
}

export function SignOutDialog({ who, onClose }: { who: Person; onClose: () => void }) {
  const [left, setLeft] = useState<Left | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isTroubled, setTroubled] = useState(false);
  useEffect(() => {
    void import('../outbox/unsent.ts').then(({ unsentInAll }) => unsentInAll(who.id)).then(setLeft);
  }, [who.id]);
  const isLosing = left !== null && left.works + left.photographs > 0;
  const go = async () => {
    setBusy(true);
    setTroubled(false);
    if (await signOut(who.id)) location.assign('/account/sign-in');
    else setTroubled(true);
    setBusy(false);
  };
  return (
    <Dialog title={say('me.signOut')} onClose={onClose} foot={
      <>
        <Button weight="quiet" onPress={onClose}>{say('me.stay')}</Button>
        {left && <Button weight={isLosing ? 'red' : 'main'} isBusy={isBusy} onPress={() => void go()}>{say(isLosing ? 'me.signOutAll' : 'me.signOut')}</Button>}
      </>
    }>
      {isLosing && (
        <div class="notice notice-warning" role="alert">
          <p class="notice-title">{say('me.unsent', { ...left })}</p>
          <p>{say('me.unsentHelp')}</p>
        </div>
      )}
      {left && !isLosing && <p>{say('me.allSent')}</p>}
      <p class="small">{say('me.forgets')}</p>
      {isTroubled && <p role="alert" class="field-problem">{say('me.signOutFailed')}</p>}
    </Dialog>
  );
}

/** End the session, then forget; in that order, so that nothing is forgotten where the session goes on. */
async function signOut(id: string): Promise<boolean> {
  try {
    if (!(await endSession())) return false;
  } catch {
    return false;
  }
  const { forgetAllOf } = await import('../outbox/forget.ts');
  await forgetAllOf(id);
  await forgetAnswers();
  forgetRemembered(id);
  nowHolds(null);
  return true;
}

/** The form of the account's page, sent from here: ending a session is the server's own page, not a deed of the interface. */
async function endSession(): Promise<boolean> {
  const page = new DOMParser().parseFromString(await (await fetch('/account')).text(), 'text/html');
  const form = page.querySelector<HTMLFormElement>('form[action*="/account/sign-out"]:not([action*="everywhere"])');
  if (!form) return true;
  const fields = new URLSearchParams();
  for (const field of form.querySelectorAll('input')) fields.append(field.name, field.value);
  return (await fetch('/account/sign-out', { method: 'POST', body: fields })).ok;
}
