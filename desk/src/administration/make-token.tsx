import { signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { IssueAppTokenDocument } from '../graphql/documents.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';
import { Confirm } from './confirm.tsx';
import type { Shown } from './secret.tsx';

const LIVES = [30, 90, 180, 365];
const EMPTY = { app: '', label: '', days: 90 };
/** What was typed stays until it is sent, also where the dialog is closed meanwhile. */
const draft = signal(EMPTY);

interface Props {
  names: readonly string[];
  onClose: () => void;
  onMade: (shown: Shown | null) => void;
}

export function MakeToken({ names, onClose, onMade }: Props) {
  const deed = useDeed();
  const list = useId();
  const wanted = draft.value;
  const put = (change: Partial<typeof EMPTY>) => (draft.value = { ...wanted, ...change });
  const send = async (): Promise<void> => {
    const answer = await deed.run(IssueAppTokenDocument, { input: wanted });
    if (!answer?.deed?.person) return;
    const { person, secret } = answer.deed;
    draft.value = EMPTY;
    onMade(secret ? { kind: 'token', name: person.name, text: secret } : null);
  };
  return (
    <Confirm title={say('apps.makeTitle')} act={say('apps.makeNow')} attempt={deed} shown={['app', 'name', 'label', 'days']} onAct={() => void send()} onClose={onClose}>
      <Field label={say('apps.app')} help={say('apps.appHelp')} problem={problemOf(deed, 'app') ?? problemOf(deed, 'name')}>
        {(wired) => <input class="input" list={list} {...wired} value={wanted.app} maxLength={200} autocomplete="off" onInput={(event) => put({ app: event.currentTarget.value })} />}
      </Field>
      <datalist id={list}>{names.map((name) => <option key={name} value={name} />)}</datalist>
      <Field label={say('apps.label')} help={say('apps.labelHelp')} problem={problemOf(deed, 'label')}>
        {(wired) => <input class="input" {...wired} value={wanted.label} maxLength={80} autocomplete="off" onInput={(event) => put({ label: event.currentTarget.value })} />}
      </Field>
      <Field label={say('apps.days')} problem={problemOf(deed, 'days')}>
        {(wired) => (
          <select class="input" {...wired} value={wanted.days} onChange={(event) => put({ days: Number(event.currentTarget.value) })}>
            {LIVES.map((days) => <option key={days} value={days}>{say('apps.daysOption', { days })}</option>)}
          </select>
        )}
      </Field>
    </Confirm>
  );
}
