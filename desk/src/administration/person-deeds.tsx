// What is done to an account as a whole: each asks first, and says what follows.
import { DeactivateDocument, ReactivateDocument, ResetAccessDocument, SignOutPersonDocument } from '../graphql/documents.ts';
import { useDeed } from '../site/deed.ts';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import { Confirm } from './confirm.tsx';
import type { OnePerson } from './person.tsx';
import { wholeLink, type Shown } from './secret.tsx';

interface Props {
  who: OnePerson;
  again: () => void;
  close: () => void;
}

export function SignOut({ who, again, close }: Props) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    const answer = await deed.run(SignOutPersonDocument, { person: who.id });
    if (!answer?.deed) return;
    toast(say('member.signedOut', { count: answer.deed.endedCount }));
    close();
    again();
  };
  return (
    <Confirm title={say('member.signOutTitle', { name: who.name })} act={say('member.signOut')} attempt={deed} onAct={() => void act()} onClose={close}>
      <p>{say('member.signOutHelp')}</p>
    </Confirm>
  );
}

export function Reset({ who, again, close, onSecret }: Props & { onSecret: (shown: Shown | null) => void }) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    const answer = await deed.run(ResetAccessDocument, { person: who.id });
    if (!answer?.deed) return;
    const { link } = answer.deed;
    close();
    onSecret(link ? { kind: 'link', name: who.name, text: wholeLink(link), hours: 24 } : null);
    again();
  };
  return (
    <Confirm title={say('member.resetTitle', { name: who.name })} act={say('member.resetNow')} isRed attempt={deed} onAct={() => void act()} onClose={close}>
      <p>{say('member.resetHelp')}</p>
    </Confirm>
  );
}

export function Stop({ who, again, close }: Props) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    if (!await deed.run(DeactivateDocument, { person: who.id })) return;
    toast(say('member.stopped', { name: who.name }));
    close();
    again();
  };
  return (
    <Confirm title={say('member.stopTitle', { name: who.name })} act={say('member.stop')} isRed attempt={deed} onAct={() => void act()} onClose={close}>
      <p>{say('member.stopHelp')}</p>
    </Confirm>
  );
}

export function Reactivate({ who, again, close }: Props) {
  const deed = useDeed();
  const act = async (): Promise<void> => {
    if (!await deed.run(ReactivateDocument, { person: who.id })) return;
    toast(say('member.resumed', { name: who.name }));
    close();
    again();
  };
  return (
    <Confirm title={say('member.resume')} act={say('member.resume')} attempt={deed} onAct={() => void act()} onClose={close}>
      <p>{say('member.stopSectionHelp')}</p>
    </Confirm>
  );
}
