import { useState } from 'preact/hooks';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { VerifyHistoryDocument, type VerifyHistoryQuery } from '../graphql/documents.ts';
import { person } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { instant, number } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { remember, remembered } from '../words/remembered.ts';
import { Frame } from './frame.tsx';

type Found = NonNullable<VerifyHistoryQuery['historyVerification']>;

const KEPT = 'history-verification';

/** What this person was told the last time on this machine. */
function lastFound(): Found | null {
  try {
    const kept = JSON.parse(remembered(KEPT) ?? 'null') as { person: string; found: Found } | null;
    return kept && kept.person === person()?.id ? kept.found : null;
  } catch {
    return null;
  }
}

export default function Proof() {
  const [found, setFound] = useState(lastFound);
  const [isFresh, setFresh] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const verify = async (): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const { historyVerification } = await ask(VerifyHistoryDocument, {});
      setFound(historyVerification);
      setFresh(true);
      remember(KEPT, JSON.stringify({ person: person()?.id, found: historyVerification }));
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setTrouble(error.trouble);
    }
    setBusy(false);
  };
  return (
    <Frame part="history" lead={say('proof.lead')} actions={<Button isBusy={isBusy} onPress={() => void verify()}>{say('proof.run')}</Button>}>
      {() => (
        <div class="stack">
          {trouble && <TroubleNotice trouble={trouble} again={() => void verify()} />}
          <div role="status" class="stack">
            {isBusy && <p>{say('proof.running')}</p>}
            {found && !isBusy && <Result found={found} isFresh={isFresh} />}
          </div>
          {!found && !isBusy && !trouble && <Empty title={say('proof.never')}><p>{say('proof.neverHelp')}</p></Empty>}
          {found && !isBusy && <Head found={found} />}
          <section class="panel stack" aria-labelledby="proves">
            <h2 id="proves">{say('proof.proves')}</h2>
            <ul class="bullets">
              <li>{say('proof.proves1')}</li>
              <li>{say('proof.proves2')}</li>
              <li>{say('proof.proves3')}</li>
            </ul>
          </section>
        </div>
      )}
    </Frame>
  );
}

function Result({ found, isFresh }: { found: Found; isFresh: boolean }) {
  const when = say('proof.at', { at: instant(found.checkedAt) });
  if (found.isWhole) {
    return (
      <section class="verdict verdict-GOOD">
        <h2>{say('proof.whole')}</h2>
        <p>{say('proof.wholeHelp', { count: found.entryCount })}</p>
        <p class="small">{isFresh ? when : `${say('proof.earlier')}. ${when}.`}</p>
      </section>
    );
  }
  return (
    <section class="verdict verdict-BAD">
      <h2>{say('proof.broken', { count: found.breakCount })}</h2>
      <p>{say('proof.brokenHelp')}</p>
      <ul class="notes">
        {found.breaks.map(({ sequence, fault, message }) => (
          <li key={`${sequence} ${fault}`}>
            <span class="badge">{say(`proof.${fault}`)}</span>
            <p>{message}</p>
          </li>
        ))}
      </ul>
      {found.breaks.length < found.breakCount && <p class="small">{say('proof.first', { count: found.breaks.length })}</p>}
      <p class="small">{isFresh ? when : `${say('proof.earlier')}. ${when}.`}</p>
    </section>
  );
}

function Head({ found }: { found: Found }) {
  const sequence = number(found.headSequence);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(`${found.headSequence} ${found.headHash}`);
      toast(say('administration.copied'));
    } catch {
      toast(say('administration.copyBy'));
    }
  };
  return (
    <section class="panel stack" aria-labelledby="head">
      <div>
        <h2 id="head">{say('proof.head', { sequence })}</h2>
        <p class="small lead-line">{say('proof.headHelp', { sequence })}</p>
      </div>
      <p class="mono hash">{found.headHash}</p>
      <div><Button weight="quiet" onPress={() => void copy()}>{say('administration.copy')}</Button></div>
    </section>
  );
}
