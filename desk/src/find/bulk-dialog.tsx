import { useRef, useState } from 'preact/hooks';
import { person } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { say, type Word } from '../words/words.ts';
import { countOf, doToAll, type Outcome, type Step } from './bulk.ts';
import { chosen, unchoose } from './chosen.ts';
import { deed, fitting, sizeOf, type DeedName, type Work } from './deeds.ts';
import type { Changed, Found } from './results.ts';

interface Props {
  name: DeedName;
  put: (changed: readonly Changed[]) => void;
  /** `hasLeft`: some were refused or not sent, so that what the list says of them may be old. */
  onClose: (hasLeft: boolean) => void;
}

const TITLES: Record<DeedName, Word> = { submit: 'find.submitTitle', approve: 'find.approveTitle', assign: 'find.assignTitle' };
const LEADS: Record<DeedName, Word> = { submit: 'find.submitLead', approve: 'find.approveLead', assign: 'find.assignLead' };
const TONES: Record<Outcome['kind'], string> = { done: 'badge-green', refused: 'badge-red', unsent: 'badge-gold' };
const SAID: Record<Outcome['kind'], Word> = { done: 'find.outcomeDone', refused: 'find.outcomeRefused', unsent: 'find.outcomeUnsent' };

/** Asks first, then does it record by record, and says of each what became of it. */
export function BulkDialog({ name, put, onClose }: Props) {
  const [sites] = useState(() => fitting(name, [...chosen.value.values()]));
  const [left] = useState(() => chosen.value.size - sites.length);
  const [steps, setSteps] = useState<readonly Step<Found>[] | null>(null);
  const [isOver, setOver] = useState(false);
  const [work, setWork] = useState<Work>({ assignee: person()?.name ?? '', dueOn: '', note: '' });
  const [isNameless, setNameless] = useState(false);
  const isStopped = useRef(false);

  async function start() {
    if (name === 'assign' && !work.assignee.trim()) return setNameless(true);
    setSteps([]);
    const ways = { size: sizeOf(name), onSteps: setSteps, isStopped: () => isStopped.current, stoppedMessage: say('find.stopped') };
    const all = await doToAll(sites, deed(name, put, { ...work, assignee: work.assignee.trim() }), ways);
    unchoose(all.filter(({ outcome }) => outcome.kind === 'done').map(({ item }) => item.id));
    setOver(true);
  }

  const close = () => onClose((steps ?? []).some(({ outcome }) => outcome.kind !== 'done'));
  const isRunning = steps !== null && !isOver;
  return (
    <Dialog
      title={say(TITLES[name], { count: sites.length })}
      onClose={() => {
        isStopped.current = true;
        close();
      }}
      foot={<Foot {...{ name, isRunning, isOver, onClose: close, count: sites.length }} onStart={() => void start()} onStop={() => (isStopped.current = true)} />}
    >
      {steps === null ? (
        <>
          <p>{say(LEADS[name])}</p>
          {left > 0 && <p class="soft">{say('find.leftOut', { count: left })}</p>}
          {name === 'assign' && <WorkFields work={work} onChange={setWork} isNameless={isNameless} />}
          <ul class="bulk-list">{sites.map((site) => <li key={site.id}>{site.name.text}</li>)}</ul>
        </>
      ) : <Course steps={steps} count={sites.length} isOver={isOver} />}
    </Dialog>
  );
}

interface FootProps {
  name: DeedName;
  count: number;
  isRunning: boolean;
  isOver: boolean;
  onStart: () => void;
  onStop: () => void;
  onClose: () => void;
}

function Foot({ name, count, isRunning, isOver, onStart, onStop, onClose }: FootProps) {
  if (isOver) return <Button onPress={onClose}>{say('find.close')}</Button>;
  if (isRunning) return <Button weight="quiet" onPress={onStop}>{say('find.stop')}</Button>;
  const words: Record<DeedName, Word> = { submit: 'find.submitCount', approve: 'find.approveCount', assign: 'find.assignCount' };
  return (
    <>
      <Button weight="quiet" onPress={onClose}>{say('find.notNow')}</Button>
      <Button onPress={onStart}>{say(words[name], { count })}</Button>
    </>
  );
}

/** How far it has come, and what became of each: those that need somebody first. */
function Course({ steps, count, isOver }: { steps: readonly Step<Found>[]; count: number; isOver: boolean }) {
  const sums = { done: countOf(steps, 'done'), refused: countOf(steps, 'refused'), unsent: countOf(steps, 'unsent') };
  const rank: Record<Outcome['kind'], number> = { refused: 0, unsent: 1, done: 2 };
  const sorted = [...steps].sort((one, other) => rank[one.outcome.kind] - rank[other.outcome.kind]);
  return (
    <>
      <progress class="progress" max={count} value={steps.length} aria-label={say('find.progress')} />
      <p role="status">{say(isOver ? 'find.sum' : 'find.running', { ...sums, at: steps.length, count })}</p>
      <ul class="bulk-list" aria-label={say('find.each')}>
        {sorted.map(({ item, outcome }) => (
          <li key={item.id}>
            <span>{item.name.text}</span> <span class={`badge ${TONES[outcome.kind]}`}>{say(SAID[outcome.kind])}</span>
            {outcome.kind !== 'done' && <p class="small">{outcome.message} {outcome.kind === 'refused' && outcome.lead && <a href={outcome.lead}>{say('find.toThere')}</a>}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function WorkFields({ work, onChange, isNameless }: { work: Work; onChange: (work: Work) => void; isNameless: boolean }) {
  const put = (change: Partial<Work>) => onChange({ ...work, ...change });
  const problem = isNameless && !work.assignee.trim() ? say('find.assigneeMissing') : undefined;
  return (
    <>
      <Field label={say('find.assignee')} help={say('find.assigneeHelp')} problem={problem}>
        {(wired) => <input class="input" {...wired} value={work.assignee} maxLength={200} autocomplete="off" onInput={(event) => put({ assignee: event.currentTarget.value })} />}
      </Field>
      <Field label={say('find.dueOn')}>
        {(wired) => <input class="input" type="date" {...wired} value={work.dueOn} onInput={(event) => put({ dueOn: event.currentTarget.value })} />}
      </Field>
      <Field label={say('find.workNote')}>
        {(wired) => <textarea class="input" {...wired} value={work.note} maxLength={500} onInput={(event) => put({ note: event.currentTarget.value })} />}
      </Field>
    </>
  );
}
