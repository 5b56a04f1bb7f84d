// The form's controls: each labelled, explained, and with its problem beside it.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { MissingCode } from '../graphql/documents.ts';
import { hasValue, tidy, type Said } from '../outbox/fields.ts';
import { Field } from '../ui/field.tsx';
import { say, sayTerm } from '../words/words.ts';
import { useForm } from './form.ts';

interface LineProps {
  place: string;
  label: string;
  help?: ComponentChildren;
  value: string;
  onValue: (value: string) => void;
  type?: 'text' | 'date' | 'url';
  inputMode?: 'decimal';
  isLong?: boolean;
  lang?: string;
  warning?: string | undefined;
  problem?: string | undefined;
  list?: readonly string[];
}

export function Line({ place, label, help, value, onValue, type = 'text', inputMode, isLong, lang, warning, problem, list }: LineProps) {
  const { problemAt } = useForm();
  const listId = useId();
  return (
    <Field label={label} help={help} problem={problem ?? problemAt(place)} warning={warning}>
      {(wired) => isLong ? (
        <textarea {...wired} class="input" data-place={place} lang={lang} rows={4} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      ) : (
        <>
          <input {...wired} class="input" data-place={place} lang={lang} type={type} inputMode={inputMode} value={value} autocomplete="off"
            list={list?.length ? listId : undefined} onInput={(event) => onValue(event.currentTarget.value)} />
          {list?.length ? <datalist id={listId}>{list.map((one) => <option key={one} value={one} />)}</datalist> : null}
        </>
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> {
  place: string;
  label: string;
  help?: ComponentChildren;
  value: T | '';
  options: readonly (readonly [T, string])[];
  onValue: (value: T | '') => void;
  /** What the empty choice says; none: one has to be chosen. */
  none?: string;
}

export function Choice<T extends string>({ place, label, help, value, options, onValue, none }: ChoiceProps<T>) {
  const { problemAt } = useForm();
  return (
    <Field label={label} help={help} problem={problemAt(place)}>
      {(wired) => (
        <select {...wired} class="input" data-place={place} value={value} onChange={(event) => onValue(event.currentTarget.value as T)}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(([term, word]) => <option key={term} value={term}>{word}</option>)}
        </select>
      )}
    </Field>
  );
}

/** The terms of a closed list with their words. */
export function terms<T extends string>(family: string, all: readonly T[]): (readonly [T, string])[] {
  return all.map((term) => [term, sayTerm(family, term)] as const);
}

/** A text in Vietnamese and in English, side by side where there is room. */
export function Pair({ list, label, help, isLong }: { list: string; label: string; help?: ComponentChildren; isLong?: boolean }) {
  return (
    <div class="pair words">
      <Words facet={`${list}.VI`} label={label} help={help} isLong={isLong ?? false} />
      <Words facet={`${list}.EN`} label={say('enter.inEnglish', { label })} isLong={isLong ?? false} />
    </div>
  );
}

function Words({ facet, label, help, isLong }: { facet: string; label: string; help?: ComponentChildren; isLong: boolean }) {
  const { work, fields, edit } = useForm();
  const said: Said = fields.texts[facet] ?? { text: '', origin: 'HUMAN', isReviewed: false };
  const put = (change: Partial<Said>) => edit((all) => ({ ...all, texts: { ...all.texts, [facet]: { ...said, ...change } } }));
  const isEnglish = facet.endsWith('.EN');
  const isStale = work.stale.includes(facet) && !said.again && said.text === work.sent.texts[facet]?.text;
  return (
    <div class="stack tight">
      <Line place={facet} label={label} help={help} isLong={isLong} lang={isEnglish ? 'en' : 'vi'} value={said.text}
        onValue={(text) => put({ text })} warning={isStale ? say('enter.stale') : undefined} />
      {isStale && <Check label={say('enter.stillRight')} isOn={false} onChange={() => put({ again: true })} />}
      {isEnglish && tidy(said.text) !== '' && (
        <div class="row">
          <Check label={say('enter.byMachine')} isOn={said.origin === 'MACHINE'} onChange={(is) => put({ origin: is ? 'MACHINE' : 'HUMAN', isReviewed: false })} />
          {said.origin === 'MACHINE' && <Check label={say('enter.isReviewed')} isOn={said.isReviewed} onChange={(isReviewed) => put({ isReviewed })} />}
        </div>
      )}
    </div>
  );
}

export function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

const GAPS: readonly MissingCode[] = ['KHONG_RO', 'KHONG_AP_DUNG', 'CHUA_XAC_DINH', 'HAN_CHE'];

/** Instead of a blank: why there is no value. Offered only where there is none. */
export function Gap({ field, label }: { field: string; label: string }) {
  const { fields, edit, problemAt } = useForm();
  const [isAsked, ask] = useState(false);
  const gap = fields.missing[field];
  if (hasValue(fields, field)) return null;
  const put = (code: MissingCode | '', note: string) => edit((all) => {
    const { [field]: _, ...others } = all.missing;
    return { ...all, missing: code ? { ...others, [field]: { code, note } } : others };
  });
  if (!gap && !isAsked) {
    return <button type="button" class="gap-ask" aria-label={say('enter.noValueOf', { label })} onClick={() => ask(true)}>{say('enter.noValue')}</button>;
  }
  const needsNote = gap?.code === 'KHONG_RO' || gap?.code === 'CHUA_XAC_DINH';
  return (
    <div class="gap">
      <Choice place={`missing.${field}`} label={say('enter.whyNone', { label })} value={gap?.code ?? ''} none={say('enter.valueComes')}
        options={terms('missing', GAPS)} onValue={(code) => put(code, gap?.note ?? '')} />
      {gap && (
        <Line place={`missing.${field}.note`} label={say(needsNote ? 'enter.whereSearched' : 'enter.remark')} value={gap.note}
          onValue={(note) => put(gap.code, note)} problem={problemAt(`missing.${field}`)} />
      )}
    </div>
  );
}

interface FoldProps {
  summary: ComponentChildren;
  /** At first; after that it is the person's. */
  isOpen?: boolean;
  isFact?: boolean;
  children: ComponentChildren;
}

/** What most people do not need, one press away. */
export function Fold({ summary, isOpen = false, isFact = false, children }: FoldProps) {
  const [atFirst] = useState(isOpen);
  return (
    <details class={isFact ? 'fact' : 'quiet'} open={atFirst}>
      <summary>{summary}</summary>
      <div class="stack">{children}</div>
    </details>
  );
}
