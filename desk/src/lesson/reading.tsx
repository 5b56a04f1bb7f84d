// Finding a site in a small practice list, and reading what a record lacks.
import { useId, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';
import type { StepProps } from './lesson.tsx';
import { CHOICES, lacksOf, PRACTICE, practiceRecord, type Practice } from './sheet.ts';
import { tell } from './words.ts';

export function Find({ form: { fold }, onDone }: StepProps) {
  const [text, setText] = useState('');
  const [opened, open] = useState<Practice | null>(null);
  const wanted = fold(text);
  const found = wanted.length < 2 ? [] : PRACTICE.filter((one) => fold(tell(`site.${one}`)).includes(wanted));
  const name = tell('site.tree');
  const choose = (one: Practice) => {
    open(one);
    if (one === 'tree') onDone();
  };
  return (
    <>
      <p>{tell('find.task', { name, plain: tell('site.plain') })}</p>
      <Field label={tell('find.field')}>
        {(wired) => <input {...wired} class="input" type="search" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <p class="small" role="status">{wanted.length >= 2 && tell('find.count', { count: found.length })}</p>
      {found.length > 0 && (
        <ul class="lines" aria-label={tell('find.found')}>
          {found.map((one) => (
            <li class="line" key={one}>
              <button type="button" class="line-name lesson-open" onClick={() => choose(one)}>{tell(`site.${one}`)}</button>
              <span class="badge badge-gold">{tell('practice')}</span>
            </li>
          ))}
        </ul>
      )}
      <Answer text={opened && opened !== 'tree' ? tell('find.other', { opened: tell(`site.${opened}`), name }) : ''} />
      <p class="small">{tell('site.made')} {tell('find.later')}</p>
    </>
  );
}

export function Read({ form, onDone }: StepProps) {
  const [chosen, choose] = useState<readonly string[]>([]);
  const [answer, setAnswer] = useState('');
  const id = useId();
  const name = tell('site.tree');
  const record = practiceRecord(form, name, tell('site.summary'), tell('site.summary'));
  const lacks = lacksOf(form.lacking(record));
  const check = () => {
    if (chosen.some((one) => !lacks.includes(one as (typeof lacks)[number]))) return setAnswer(tell('read.tooMany'));
    if (chosen.length === lacks.length) return onDone();
    setAnswer(tell(chosen.length ? 'read.more' : 'read.nothing'));
  };
  const none = <span class="badge badge-gold">{tell('read.none')}</span>;
  return (
    <>
      <p>{tell('read.task', { name })}</p>
      <div class="lesson-sheet stack">
        <Ribbon />
        <dl class="lesson-facts">
          <div><dt>{tell('read.name')}</dt><dd lang="vi">{name}</dd></div>
          <div><dt>{tell('read.kinds')}</dt><dd>{tell('read.kind')}</dd></div>
          <div><dt>{tell('read.unit')}</dt><dd lang="vi">{tell('read.unitValue')}</dd></div>
          <div><dt>{tell('read.summary')}</dt><dd>{tell('site.summary')}</dd></div>
          <div><dt>{tell('read.position')}</dt><dd>{none}</dd></div>
          <div><dt>{tell('read.source')}</dt><dd>{none}</dd></div>
        </dl>
      </div>
      <fieldset class="field" aria-describedby={answer ? id : undefined}>
        <legend class="field-label">{tell('read.ask')}</legend>
        <div class="chips">
          {CHOICES.map((one) => (
            <label class="chip" key={one}>
              <input type="checkbox" checked={chosen.includes(one)} onChange={(event) => {
                choose(event.currentTarget.checked ? [...chosen, one] : chosen.filter((other) => other !== one));
                setAnswer('');
              }} />
              {say(`enter.lack.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Answer id={id} text={answer} />
      <div><Button onPress={check}>{tell('check')}</Button></div>
      <p class="small">{tell('read.later')}</p>
    </>
  );
}

/** What was not right yet, and what to do. */
export function Answer({ text, id }: { text: string; id?: string }) {
  return <div role="status" id={id}>{text && <p class="field-problem field-warning lesson-answer">{text}</p>}</div>;
}

/** What is for practice only says so. */
export function Ribbon() {
  return <p class="lesson-ribbon"><strong>{tell('practice')}</strong> {tell('practiceHelp')}</p>;
}
