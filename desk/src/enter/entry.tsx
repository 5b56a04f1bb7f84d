// The form around a work: where it is kept, its sections with what they lack, and the way to review.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ReadonlySignal } from '@preact/signals';
import type { FormListsQuery } from '../graphql/documents.ts';
import type { Fields } from '../outbox/fields.ts';
import { unready } from '../outbox/problems.ts';
import { send, submit } from '../outbox/sender.ts';
import { keeping } from '../outbox/store.ts';
import { isUnsent, nameOf, type Work } from '../outbox/work.ts';
import { change, type } from '../outbox/works.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { later } from '../ui/later.tsx';
import { View } from '../ui/view.tsx';
import { say, worded } from '../words/words.ts';
import { lacking, type Item } from './checklist.ts';
import { FormContext, goTo, type FormApi } from './form.ts';
import { Keeping } from './keeping.tsx';
import { PhotographsSlot } from './photographs-slot.tsx';
import { ProblemSummary } from './problems.tsx';
import { Remarks } from './remarks.tsx';
import { isOfficerAtPublic, SECTIONS, type Section } from './sections.ts';
import './enter.css';

const ConflictPanel = later(() => worded(['more', 'told', 'records'], () => import('./conflict.tsx'))().then((part) => part.ConflictPanel));
const LockedNotice = later(() => worded(['more'], () => import('./locked.tsx'))().then((part) => part.LockedNotice));
const SubmitDialog = later(() => worded(['more'], () => import('./submit.tsx'))().then((part) => part.SubmitDialog));

interface Props {
  work: ReadonlySignal<Work>;
  lists: FormListsQuery;
  /** Said once at the top: that this is what one left unfinished. */
  notice?: preact.ComponentChildren;
}

const EDITABLE = ['DRAFT', 'RETURNED', 'PUBLISHED', 'WITHDRAWN'];

export function Entry({ work: held, lists, notice }: Props) {
  const work = held.value;
  const [isAsking, ask] = useState(false);
  const [isSending, setSending] = useState(false);
  const [pressed, press] = useState(0);
  const { route } = useLocation();
  const isLocked = work.state !== null && !EDITABLE.includes(work.state);
  const items = lacking(work.fields, work.isPublic ? work.sent.designations : []);
  const isNothingNew = (work.state === 'PUBLISHED' || work.state === 'WITHDRAWN') && !isUnsent(work);
  const mayGo = !isLocked && !isNothingNew;
  const form: FormApi = {
    work, fields: work.fields, lists,
    edit: (change: (fields: Fields) => Fields) => type(work.id, change),
    problemAt: (place) => work.problems.find((problem) => problem.place === place)?.message,
  };
  useCodeInAddress(work.code);
  useLeaving(work);
  useSectionInAddress();
  // After the form, and before it is pressed for: the network may be gone by then.
  useEffect(() => void import('./submit.tsx').catch(() => undefined), []);
  useEffect(() => {
    if (pressed && work.problems[0]) focusFirst(work);
  }, [pressed]);

  const sendOff = async () => {
    ask(false);
    const begun = unready(work.fields, work.sent);
    if (begun.length) {
      const problems = begun.map(({ facet, place, begun: word }) => ({ code: 'BEGUN', message: say(`enter.begun.${word}`), facet, place }));
      await change(work.id, (kept) => ({ ...kept, problems }));
      return press((count) => count + 1);
    }
    setSending(true);
    await submit(work.id);
    setSending(false);
    const after = held.peek();
    if (after.state === 'SUBMITTED') {
      toast(say('enter.submitted', { name: nameOf(after) }));
      route(`/desk/sites/${after.code}`);
    } else {
      press((count) => count + 1);
    }
  };
  const name = nameOf(work);
  return (
    <FormContext.Provider value={form}>
      <View title={work.siteId ? say('enter.titleOf', { name: name || say('common.unnamed') }) : say('enter.title')} lead={work.code ?? say('enter.lead')} guide="3-nhap"
        actions={mayGo && <Button isBusy={isSending} onPress={() => ask(true)}>{say('enter.submit')}</Button>}>
        <Keeping work={work} />
        {notice}
        {isLocked && <LockedNotice work={work} />}
        {isOfficerAtPublic(work) && <p class="notice">{say('enter.officerOnly')}</p>}
        {work.conflict && <ConflictPanel work={work} />}
        <ProblemSummary work={work} />
        <Remarks work={work} />
        <div class="entry">
          <Index items={items} />
          <div class="entry-sections stack">
            {SECTIONS.map((section) => <SectionPanel key={section.name} section={section} items={items} isLocked={isLocked} work={work} />)}
            {!isLocked && (
              <div class="panel entry-end stack">
                <h2>{say('enter.end')}</h2>
                <p>{say('enter.endHelp')}</p>
                <Keeping work={work} isQuiet />
                <div class="row">
                  {mayGo && <Button isBusy={isSending} onPress={() => ask(true)}>{say('enter.submit')}</Button>}
                  <Button weight="quiet" onPress={() => void send(work.id)}>{say('enter.saveNow')}</Button>
                </div>
              </div>
            )}
          </div>
        </div>
        {isAsking && <SubmitDialog items={items} onClose={() => ask(false)} onSend={() => void sendOff()} />}
      </View>
    </FormContext.Provider>
  );
}

function focusFirst({ problems }: Work): void {
  const first = problems.find(({ place }) => place !== null);
  if (first?.place) goTo(first.place);
  else document.getElementById('problems')?.focus();
}

/**
 * Once the draft has its code, the address is the draft's: reloading finds it. The view stays as it is.
 * It is changed before the view says that the draft was sent: who reads that may reload at once.
 */
function useCodeInAddress(code: string | null): void {
  useLayoutEffect(() => {
    if (code && location.pathname === '/desk/new') history.replaceState(history.state, '', `/desk/sites/${code}/edit`);
  }, [code]);
}

/** A page closed with something that lives in it alone is asked about first. */
function useLeaving(work: Work): void {
  const now = useRef(work);
  now.current = work;
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (keeping.value !== 'LASTING' && isUnsent(now.current)) event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, []);
}

function Index({ items }: { items: Item[] }) {
  return (
    <nav class="entry-index" aria-label={say('enter.sections')}>
      <ul>
        {SECTIONS.map(({ name }) => {
          const lacks = items.filter(({ section }) => section === name);
          const needed = lacks.filter(({ isNeeded }) => isNeeded).length;
          return (
            <li key={name}>
              <a href={`#section-${name}`} onClick={(event) => openSection(event, name)}>
                <span>{say(`enter.section.${name}`)}</span>
                {lacks.length > 0 && <span class={`badge ${needed ? 'badge-gold' : ''}`}>{say('enter.lacks', { count: needed || lacks.length })}</span>}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Whoever comes from a record's page is brought to what is to be put right. */
function useSectionInAddress(): void {
  useEffect(() => {
    if (location.hash.startsWith('#section-')) showSection(location.hash.slice('#section-'.length));
  }, []);
}

function openSection(event: MouseEvent, name: string): void {
  event.preventDefault();
  showSection(name);
}

function showSection(name: string): void {
  const panel = document.getElementById(`section-${name}`) as HTMLDetailsElement | null;
  if (!panel) return;
  panel.open = true;
  panel.querySelector('summary')?.focus({ preventScroll: true });
  panel.scrollIntoView({ block: 'start' });
}

function SectionPanel({ section, items, isLocked, work }: { section: Section; items: Item[]; isLocked: boolean; work: Work }) {
  const { name, parts } = section;
  const [isOpen] = useState(section.isOpen);
  const lacks = items.filter((item) => item.section === name);
  const isOfficer = isOfficerAtPublic(work);
  return (
    <details class="panel section" id={`section-${name}`} open={isOpen}>
      <summary><h2>{say(`enter.section.${name}`)}</h2></summary>
      <div class="stack section-body">
        {name === 'photographs' && <PhotographsSlot work={work} />}
        {parts.map(({ part: Part, isOfficers }, number) => {
          const isClosed = isLocked || (isOfficer && !isOfficers);
          return <fieldset class="stack" key={number} disabled={isClosed}>
            <legend class="unseen">{say(`enter.section.${name}`)}</legend>
            {isClosed && isOfficer && <p class="small">{say('enter.closedToOfficer')}</p>}
            <Part />
          </fieldset>;
        })}
        {lacks.length > 0 && !isLocked && (
          <ul class="lacks" aria-label={say('enter.stillLacks')}>
            <li aria-hidden="true" class="small">{say('enter.stillLacks')}:</li>
            {lacks.map(({ lack, place, isNeeded }) => (
              <li key={`${lack} ${place}`}>
                <button type="button" class="lack" onClick={() => goTo(place)}>{say(`enter.lack.${lack}`)}</button>
                {isNeeded && <span class="badge badge-gold">{say('enter.needed')}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
