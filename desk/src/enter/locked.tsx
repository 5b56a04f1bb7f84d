import { newKey } from '../graphql/key.ts';
import { useState } from 'preact/hooks';
import { change as tell, TroubleError } from '../graphql/client.ts';
import { RecallWorkDocument } from '../graphql/documents.ts';
import { refreshed } from '../outbox/sender.ts';
import type { Work } from '../outbox/work.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { told } from '../ui/states.tsx';
import { say, sayTerm } from '../words/words.ts';

/** A record that waits for others cannot be changed; whoever sent it may take it back. */
export function LockedNotice({ work }: { work: Work }) {
  const [trouble, setTrouble] = useState('');
  const recall = async () => {
    try {
      const { answer } = await tell(RecallWorkDocument, { id: work.siteId ?? '', version: work.baseVersion ?? 0, key: newKey() });
      setTrouble(answer?.problems[0]?.message ?? '');
      await refreshed(work);
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setTrouble(told(error.trouble));
    }
  };
  return (
    <div class="notice notice-warning">
      <p class="notice-title">{say('more.locked', { state: sayTerm('state', work.state ?? '') })}</p>
      <p>{say('more.lockedHelp')}</p>
      {trouble && <p role="alert">{trouble}</p>}
      <div class="row">
        {work.state === 'SUBMITTED' && <Button weight="quiet" onPress={() => void recall()}>{say('more.recall')}</Button>}
        <ButtonLink weight="quiet" href={`/desk/sites/${work.code}`}>{say('more.toRecord')}</ButtonLink>
      </div>
    </div>
  );
}
