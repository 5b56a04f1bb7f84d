// Give work at one site or at many: one after the other, and of each it is said what became of it.
import { useId, useRef, useState } from 'preact/hooks';
import { countOf, doToAll, type Outcome, type Step } from '../find/bulk.ts';
import { change, TroubleError } from '../graphql/client.ts';
import { AssignDocument, type WorkSeenFragment } from '../graphql/documents.ts';
import { newKey } from '../graphql/key.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { told } from '../ui/states.tsx';
import { say } from '../words/words.ts';

type Target = NonNullable<WorkSeenFragment['site']>;
interface Props {
  sites: readonly Target[];
  onClose: (isDone: boolean) => void;
}

export function Giving({ sites: now, onClose }: Props) {
  const [sites] = useState(now);
  const [work, setWork] = useState({ assignee: '', dueOn: '', note: '' });
  const [isNameless, setNameless] = useState(false);
  const [steps, setSteps] = useState<readonly Step<Target>[] | null>(null);
  const [isOver, setOver] = useState(false);
  const isStopped = useRef(false);
  const give = async () => {
    const assignee = work.assignee.trim();
    if (!assignee) return setNameless(true);
    setSteps([]);
    await doToAll(sites, ([site]) => given(site as Target, { ...work, assignee }), { size: 1, onSteps: setSteps, isStopped: () => isStopped.current, stoppedMessage: say('find.stopped') });
    setOver(true);
  };
  const isDone = isOver && (steps ?? []).every(({ outcome }) => outcome.kind === 'done');
  const close = () => {
    isStopped.current = true;
    onClose(isDone);
  };
  const foot = isOver ? <Button onPress={close}>{say('find.close')}</Button>
    : steps ? <Button weight="quiet" onPress={() => (isStopped.current = true)}>{say('find.stop')}</Button>
    : (
      <>
        <Button weight="quiet" onPress={close}>{say('find.notNow')}</Button>
        <Button onPress={() => void give()}>{say('todo.giveNow')}</Button>
      </>
    );
  return (
    <Dialog title={say('todo.give', { count: sites.length })} onClose={close} foot={foot}>
      {steps ? <Course steps={steps} count={sites.length} isOver={isOver} /> : (
        <>
          <Fields work={work} onChange={setWork} problem={isNameless && !work.assignee.trim() ? say('find.assigneeMissing') : undefined} />
          <ul class="bulk-list">{sites.map(({ id, name }) => <li key={id}>{name.text}</li>)}</ul>
        </>
      )}
    </Dialog>
  );
}

async function given({ id }: Target, { assignee, dueOn, note }: { assignee: string; dueOn: string; note: string }): Promise<Outcome[]> {
  try {
    const { deed } = await change(AssignDocument, { id, assignee, dueOn: dueOn || null, note: note || null, key: newKey() });
    const [problem] = deed?.problems ?? [];
    return [problem ? { kind: 'refused', message: problem.message } : { kind: 'done' }];
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return [{ kind: error.trouble.code === 'OFFLINE' ? 'unsent' : 'refused', message: told(error.trouble) }];
  }
}

interface FieldsProps {
  work: { assignee: string; dueOn: string; note: string };
  onChange: (work: FieldsProps['work']) => void;
  problem: string | undefined;
}

function Fields({ work, onChange, problem }: FieldsProps) {
  const set = (name: keyof typeof work) => (event: { currentTarget: { value: string } }) => onChange({ ...work, [name]: event.currentTarget.value });
  return (
    <>
      <Field label={say('find.assignee')} help={say('find.assigneeHelp')} problem={problem}>
        {(wired) => <input class="input" {...wired} value={work.assignee} maxLength={200} autocomplete="off" onInput={set('assignee')} />}
      </Field>
      <Field label={say('find.dueOn')}>{(wired) => <input class="input" type="date" {...wired} value={work.dueOn} onInput={set('dueOn')} />}</Field>
      <Field label={say('find.workNote')}>{(wired) => <textarea class="input" {...wired} value={work.note} maxLength={500} onInput={set('note')} />}</Field>
    </>
  );
}

function Course({ steps, count, isOver }: { steps: readonly Step<Target>[]; count: number; isOver: boolean }) {
  const id = useId();
  const sums = { done: countOf(steps, 'done'), refused: countOf(steps, 'refused'), unsent: countOf(steps, 'unsent') };
  return (
    <>
      <progress class="progress" max={count} value={steps.length} aria-labelledby={id} />
      <p role="status" id={id}>{say(isOver ? 'find.sum' : 'find.running', { ...sums, at: steps.length, count })}</p>
      <ul class="bulk-list">
        {steps.map(({ item, outcome }) => <li key={item.id}>{item.name.text}{outcome.kind !== 'done' && <p class="small">{outcome.message}</p>}</li>)}
      </ul>
    </>
  );
}
