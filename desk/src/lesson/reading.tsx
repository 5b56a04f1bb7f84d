// Finding a site in a small practice list, and reading what a record lacks.
import { useId, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';
import type { StepProps } from './lesson.tsx';
import { CHOICES, lacksOf, PRACTICE, practiceRecord, type Practice } from './sheet.ts';

export function Find({ form: { fold }, onDone }: StepProps) {
  const [text, setText] = useState('');
  const [opened, open] = useState<Practice | null>(null);
  const wanted = fold(text);
  const found = wanted.length < 2 ? [] : PRACTICE.filter((one) => fold(say(`lesson.site.${one}`)).includes(wanted));
  const name = say('lesson.site.tree');
  const choose = (one: Practice) => {
    open(one);
    if (one === 'tree') onDone();
  };
  return (
    <>
      <p>{say('lesson.find.task', { name, plain: say('lesson.site.plain') })}</p>
      <Field label={say('lesson.find.field')}>
        {(wired) => <input {...wired} class="input" type="search" autocomplete="off" value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <p class="small" role="status">{wanted.length >= 2 && say('lesson.find.count', { count: found.length })}</p>
      {found.length > 0 && (
        <ul class="lines" aria-label={say('lesson.find.found')}>
          {found.map((one) => (
            <li class="line" key={one}>
              <button type="button" class="line-name lesson-open" onClick={() => choose(one)}>{say(`lesson.site.${one}`)}</button>
              <span class="badge badge-gold">{say('lesson.practice')}</span>
            </li>
          ))}
        </ul>
      )}
      <Answer text={opened && opened !== 'tree' ? say('lesson.find.other', { opened: say(`lesson.site.${opened}`), name }) : ''} />
      <p class="small">{say('lesson.site.made')} {say('lesson.find.later')}</p>
    </>
  );
}

export function Read({ form, onDone }: StepProps) {
  const [chosen, choose] = useState<readonly string[]>([]);
  const [answer, setAnswer] = useState('');
  const id = useId();
  const name = say('lesson.site.tree');
  const record = practiceRecord(form, name, say('lesson.site.summary'), say('lesson.site.summary'));
  const lacks = lacksOf(form.lacking(record));
  const check = () => {
    if (chosen.some((one) => !lacks.includes(one as (typeof lacks)[number]))) return setAnswer(say('lesson.read.tooMany'));
    if (chosen.length === lacks.length) return onDone();
    setAnswer(say(chosen.length ? 'lesson.read.more' : 'lesson.read.nothing'));
  };
  const none = <span class="badge badge-gold">{say('lesson.read.none')}</span>;
  return (
    <>
      <p>{say('lesson.read.task', { name })}</p>
      <div class="lesson-sheet stack">
        <Ribbon />
        <dl class="lesson-facts">
          <div><dt>{say('lesson.read.name')}</dt><dd lang="vi">{name}</dd></div>
          <div><dt>{say('lesson.read.kinds')}</dt><dd>{say('lesson.read.kind')}</dd></div>
          <div><dt>{say('lesson.read.unit')}</dt><dd lang="vi">{say('lesson.read.unitValue')}</dd></div>
          <div><dt>{say('lesson.read.summary')}</dt><dd>{say('lesson.site.summary')}</dd></div>
          <div><dt>{say('lesson.read.position')}</dt><dd>{none}</dd></div>
          <div><dt>{say('lesson.read.source')}</dt><dd>{none}</dd></div>
        </dl>
      </div>
      <fieldset class="field" aria-describedby={answer ? id : undefined}>
        <legend class="field-label">{say('lesson.read.ask')}</legend>
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
      <div><Button onPress={check}>{say('lesson.check')}</Button></div>
      <p class="small">{say('lesson.read.later')}</p>
    </>
  );
}

/** What was not right yet, and what to do. */
export function Answer({ text, id }: { text: string; id?: string }) {
  return <div role="status" id={id}>{text && <p class="field-problem field-warning lesson-answer">{text}</p>}</div>;
}

/** What is for practice only says so. */
export function Ribbon() {
  return <p class="lesson-ribbon"><strong>{say('lesson.practice')}</strong> {say('lesson.practiceHelp')}</p>;
}
