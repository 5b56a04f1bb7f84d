import { useId, useState } from 'preact/hooks';
import { AssignDocument, RecordHistoryDocument, type HeadFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import { Standing } from './attempt.tsx';
import { problemOf, useDeed } from './deed.ts';

/** Give the work at a site to somebody; whoever wrote on the record before is offered by name. */
export function Assign({ record, close }: { record: HeadFragment; close: () => void }) {
  const [wanted, setWanted] = useState({ assignee: '', dueOn: '', note: '' });
  const deed = useDeed();
  const list = useId();
  const { data } = useQuery(RecordHistoryDocument, { codes: [record.code], after: null });
  const names = [...new Set(data?.sites.nodes[0]?.revisions.map(({ author }) => author))];
  const send = async (): Promise<void> => {
    const { assignee, dueOn, note } = wanted;
    if (!await deed.run(AssignDocument, { id: record.id, assignee, dueOn: dueOn || null, note: note || null })) return;
    toast(say('deed.assigned', { name: assignee }));
    close();
  };
  const set = (name: keyof typeof wanted) => (event: { currentTarget: { value: string } }): void => setWanted({ ...wanted, [name]: event.currentTarget.value });
  return (
    <Dialog title={say('deed.assign')} onClose={close} foot={(
      <>
        <Button weight="quiet" onPress={close}>{say('deed.notNow')}</Button>
        <Button isBusy={deed.isBusy} onPress={() => void send()}>{say('deed.assignNow')}</Button>
      </>
    )}>
      <Field label={say('deed.assignee')} help={say('deed.assigneeHelp')} problem={problemOf(deed, 'assignee')}>
        {(wired) => <input class="input" list={list} autocomplete="off" {...wired} value={wanted.assignee} onInput={set('assignee')} />}
      </Field>
      <datalist id={list}>{names.map((name) => <option key={name} value={name} />)}</datalist>
      <Field label={say('deed.dueOn')} problem={problemOf(deed, 'dueOn')}>
        {(wired) => <input class="input" type="date" {...wired} value={wanted.dueOn} onInput={set('dueOn')} />}
      </Field>
      <Field label={say('deed.note')} problem={problemOf(deed, 'note')}>
        {(wired) => <textarea class="input" {...wired} value={wanted.note} onInput={set('note')} />}
      </Field>
      <Standing attempt={deed} record={record} again={() => undefined} except={deed.problems[0]?.field ?? ''} />
    </Dialog>
  );
}
