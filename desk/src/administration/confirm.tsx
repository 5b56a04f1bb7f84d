import type { ComponentChildren } from 'preact';
import type { Attempt } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TroubleNotice } from '../ui/states.tsx';
import { say } from '../words/words.ts';

interface Props {
  title: string;
  /** The words on the button that does it. */
  act: string;
  attempt: Attempt;
  isRed?: boolean;
  /** Fields whose problems stand beside them already. */
  shown?: readonly string[];
  children: ComponentChildren;
  onAct: () => void;
  onClose: () => void;
}

/** Asks before it is done, says what follows, and what stands in the way where it was asked for. */
export function Confirm({ title, act, attempt, isRed, shown = [], children, onAct, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose} foot={(
      <>
        <Button weight="quiet" onPress={onClose}>{say('administration.notNow')}</Button>
        <Button weight={isRed ? 'red' : 'main'} isBusy={attempt.isBusy} onPress={onAct}>{act}</Button>
      </>
    )}>
      {children}
      <InTheWay attempt={attempt} shown={shown} />
    </Dialog>
  );
}

export function InTheWay({ attempt, shown }: { attempt: Attempt; shown: readonly string[] }) {
  const others = attempt.problems.filter(({ field }) => !shown.includes(field ?? ''));
  return (
    <>
      {attempt.trouble && <TroubleNotice trouble={attempt.trouble} />}
      {others.length > 0 && (
        <div class="notice notice-trouble" role="alert">
          {others.map(({ code, message }) => <p key={code}>{message}</p>)}
        </div>
      )}
    </>
  );
}
