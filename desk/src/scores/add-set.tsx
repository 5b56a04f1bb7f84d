// A set of criteria is sent in as JSON: from a file or typed. What is wrong with it is told at its line, and nothing typed is lost.
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { KeepCriteriaSetDocument, type TroubleFragment } from '../graphql/documents.ts';
import { useDeed } from '../site/deed.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import { criterionAt, placeOf } from './set-text.ts';
import { setAddress } from './criteria.tsx';

export function AddSet({ before = '', from }: { before?: string; from?: string }) {
  const { route } = useLocation();
  const [text, setText] = useState(before);
  const [sent, setSent] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const deed = useDeed();
  useEffect(() => {
    if (deed.problems.length) told.current?.focus();
  }, [deed.problems]);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setText(await file.text());
    deed.forget();
    if (input.current) input.current.value = '';
  };
  const send = async () => {
    setSent(text);
    const done = await deed.run(KeepCriteriaSetDocument, { document: text });
    if (!done?.deed?.criteriaSet) return;
    toast(say('criteria.keptDraft'));
    route(setAddress(done.deed.criteriaSet));
  };
  const show = ({ start, end }: { start: number; end: number }) => {
    const box = area.current;
    if (!box) return;
    box.focus();
    box.setSelectionRange(start, end);
    const lines = text.slice(0, start).split('\n').length;
    box.scrollTop = Math.max(0, (lines - 4) * Number.parseFloat(getComputedStyle(box).lineHeight));
  };
  return (
    <section class="panel record-section" aria-labelledby="add-set">
      <h2 id="add-set">{from ? say('criteria.addFrom', { from }) : say('criteria.addTitle')}</h2>
      <p class="soft">{say(from ? 'criteria.addFromHelp' : 'criteria.addHelp')}</p>
      <div class="row">
        <input class="unseen" ref={input} type="file" accept=".json,application/json" aria-label={say('criteria.file')} tabIndex={-1} onChange={(event) => void take(event.currentTarget.files?.[0])} />
        <Button weight="quiet" onPress={() => input.current?.click()}>{say('criteria.chooseFile')}</Button>
      </div>
      <Field label={say('criteria.text')} help={say('criteria.textHelp')}>
        {(wired) => <textarea class="input mono set-text" {...wired} ref={area} aria-invalid={deed.problems.length ? 'true' : undefined} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      {deed.problems.length > 0 && (
        <div class="notice notice-trouble" role="alert">
          <p class="notice-title" ref={told} tabIndex={-1}>{say('criteria.problems', { count: deed.problems.length })}</p>
          <ul class="bullets">{deed.problems.map((problem) => <Wrong key={`${problem.code}${problem.field}`} {...{ problem, text, sent, show }} />)}</ul>
        </div>
      )}
      {deed.trouble && <TroubleNotice trouble={deed.trouble} again={() => void send()} />}
      <div class="row">
        <Button isBusy={deed.isBusy} disabled={!text.trim()} onPress={() => void send()}>{say('criteria.send')}</Button>
        <ButtonLink href="/desk/criteria" weight="plain">{say('find.notNow')}</ButtonLink>
      </div>
    </section>
  );
}

interface WrongProps {
  problem: TroubleFragment;
  text: string;
  /** The text that was judged; once it is typed over, its places may be others. */
  sent: string;
  show: (place: { start: number; end: number }) => void;
}

function Wrong({ problem: { field, message }, text, sent, show }: WrongProps) {
  const { code, rest } = criterionAt(sent, field);
  const place = placeOf(text === sent ? sent : text, field);
  return (
    <li>
      {field && <strong>{[code && say('criteria.criterion', { code }), rest && <span class="mono" key="rest">{rest}</span>].filter(Boolean).map((part, index) => <>{index > 0 && ' · '}{part}</>)}: </strong>}
      {message}{' '}
      {place && <Button weight="plain" onPress={() => show(place)}>{say('criteria.line', { line: place.line })}</Button>}
    </li>
  );
}
