import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { say } from '../words/words.ts';

interface Props {
  remarks: number;
  mayReturn: boolean;
  isPublishing: boolean;
  close: () => void;
  onReturn: () => void;
  onDrop: () => void;
}

/** Remarks go with a record that is given back, and with no other: whoever wrote some is asked before they are passed over. */
export function SaidDialog({ remarks, mayReturn, isPublishing, close, onReturn, onDrop }: Props) {
  return (
    <Dialog title={say('review.said')} onClose={close} foot={(
      <>
        <Button weight="quiet" onPress={close}>{say('review.goBack')}</Button>
        {mayReturn && <Button weight="quiet" onPress={onReturn}>{say('review.returnWith')}</Button>}
        <Button onPress={onDrop}>{say(isPublishing ? 'review.publishWithout' : 'review.approveWithout')}</Button>
      </>
    )}>
      <p>{say('review.saidHelp', { count: remarks })}</p>
    </Dialog>
  );
}
