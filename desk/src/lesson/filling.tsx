// The practice sheet: the form's own fields, in a form that is connected to nothing.
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { FormApi } from '../enter/form.ts';
import { FormListsDocument, ReadPositionDocument, type LessonStep } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { holder } from '../people/holder.ts';
import { rightsName } from '../photographs/rights.ts';
import { Button } from '../ui/button.tsx';
import { Ghosts } from '../ui/states.tsx';
import { say } from '../words/words.ts';
import type { StepProps } from './lesson.tsx';
import { Answer, Ribbon } from './reading.tsx';
import { todoOf } from './sheet.ts';

const EXAMPLE = '21.386200, 103.021300';

/** Entering what it is and where, and setting the point. */
export function SheetStep({ step, form: parts, sheet, put, onDone }: StepProps & { step: LessonStep }) {
  const { Communes, decimal, FormContext, goTo, Identity, newWork, PositionFields, tidy } = parts;
  const lists = useQuery(FormListsDocument, {});
  const text = tidy(sheet.fields.position.text);
  const isAsked = step === 'POINT' && text !== '' && !decimal(text);
  const { data: read } = useQuery(ReadPositionDocument, isAsked ? { text, unit: sheet.fields.units[0] ?? null } : null);
  const [answer, setAnswer] = useState('');
  if (!lists.data) return lists.isLoading ? <Ghosts count={2} /> : <p class="notice notice-warning">{say('lesson.lists')}</p>;
  const form: FormApi = {
    work: newWork('practice', holder(), '', sheet.fields), fields: sheet.fields, lists: lists.data,
    edit: (change) => put((now) => ({ ...now, fields: change(now.fields) })),
    problemAt: () => undefined,
  };
  const check = () => {
    const todo = todoOf(parts, step, sheet, decimal(text) !== null || read?.plain.latitude != null);
    if (!todo) return onDone();
    setAnswer(say(`lesson.todo.${todo.todo}`));
    if (todo.place) goTo(todo.place);
  };
  const isPoint = step === 'POINT';
  const example = () => form.edit((fields) => ({ ...fields, position: { ...fields.position, text: EXAMPLE, method: 'MAP' } }));
  return (
    <FormContext.Provider value={form}>
      <p>{say(isPoint ? 'lesson.point.task' : 'lesson.enter.task')}</p>
      <div class="lesson-sheet stack section-body">
        <Ribbon />
        {isPoint ? <PositionFields /> : <><Identity /><Communes /></>}
      </div>
      {isPoint && !text && <div><Button weight="plain" onPress={example}>{say('lesson.point.example')}</Button></div>}
      <Answer text={answer} />
      <div><Button onPress={check}>{say('lesson.check')}</Button></div>
      <p class="small">{say(isPoint ? 'lesson.point.later' : 'lesson.enter.later')}</p>
    </FormContext.Provider>
  );
}

/** All that would be sent, as the outbox would send it, and what is still missing. */
export function Send({ form: { blank, changes, facetName, facetsOf, lacking, shownFacet }, sheet, onDone }: StepProps) {
  const lists = useQuery(FormListsDocument, {});
  const { fields, picture, said } = sheet;
  const { names } = changes(fields, blank());
  const facets = facetsOf(fields);
  const nameOf = (code: string) => lists.data?.adminUnits.find((unit) => unit.code === code)?.name ?? code;
  const shown = (name: string) => (name === 'adminUnits' ? fields.units.map(nameOf).join(', ') : shownFacet(facets[name]));
  const lacks = lacking(fields);
  const line = (label: string, value: ComponentChildren) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>;
  return (
    <>
      <p>{say(names.length ? 'lesson.send.task' : 'lesson.send.nothing')}</p>
      <div class="lesson-sheet stack">
        <Ribbon />
        <h3>{say('lesson.send.would')}</h3>
        <dl class="lesson-facts">
          {names.map((name) => line(facetName(name), shown(name)))}
          {picture !== null && line(say('photographs.title'), <>{picture}<br /><span class="small">{said && [rightsName(said.uri), said.holder, said.alternative].filter(Boolean).join(' · ')}</span></>)}
        </dl>
      </div>
      {lacks.length > 0 && (
        <div>
          <p class="field-label">{say('lesson.send.lacks')}</p>
          <ul class="chips">{lacks.map(({ lack, place }) => <li class="badge" key={place + lack}>{say(`enter.lack.${lack}`)}</li>)}</ul>
        </div>
      )}
      {names.length > 0 && (
        <div class="row">
          <Button onPress={onDone}>{say('lesson.send.button')}</Button>
          <span class="small">{say('lesson.send.buttonHelp')}</span>
        </div>
      )}
      <p class="small">{say('lesson.send.later')}</p>
    </>
  );
}
