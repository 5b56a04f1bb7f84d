// What narrows the list, each kind of condition with its label. Every change is at once in the address.
import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { CommunesDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { say, sayTerm, type Word } from '../words/words.ts';
import { ComplexField } from './complex-field.tsx';
import {
  cleared, conditionCount, GAPS, GRADES, KINDS, LEVELS, orderOf, ordersFor, seenAs, STATES, VIEWS, type Order, type Question, type Sight,
} from './question.ts';

export const ORDER_WORDS: Record<Order, Word> = { best: 'find.byBest', code: 'find.byCode', newest: 'find.byNewest', name: 'find.byName' };
const SIGHT_WORDS: Record<Sight, Word> = { working: 'find.working', published: 'find.published' };

interface Props {
  question: Question;
  onChange: (question: Question) => void;
}

export function Conditions({ question, onChange }: Props) {
  const put = (change: Partial<Question>) => onChange({ ...question, ...change });
  const isWork = question.view === 'working';
  const reviews = may('APPROVE_SITE') || may('PUBLISH_SITE');
  return (
    <div class="panel conditions" id="conditions">
      {isWork && <Group family="state" label="find.state" all={STATES} on={question.states} onPut={(states) => put({ states })} />}
      <Group family="kind" label="find.kind" all={KINDS} on={question.kinds} onPut={(kinds) => put({ kinds })} />
      <Group family="grade" label="find.grade" all={GRADES} on={question.grades} onPut={(grades) => put({ grades })} />
      <Group family="gap" label="find.lacking" all={GAPS} on={question.lacking} onPut={(lacking) => put({ lacking })} />
      {isWork && (
        <Chips label={say('find.mineOrWaiting')}>
          <Chip isOn={question.mine} onPut={(mine) => put({ mine })}>{say('find.mine')}</Chip>
          {reviews && <Chip isOn={question.awaiting} onPut={(awaiting) => put({ awaiting })}>{say('find.awaiting')}</Chip>}
        </Chips>
      )}
      <div class="condition-fields">
        <CommuneField unit={question.unit} onPut={(unit) => put({ unit })} />
        <ComplexField partOf={question.partOf} onPut={(partOf) => put({ partOf })} />
        <LevelField below={question.below} onPut={(below) => put({ below })} />
      </div>
      {conditionCount(question) > 0 && (
        <div><Button weight="plain" onPress={() => onChange(cleared(question, question.text))}>{say('find.clear')}</Button></div>
      )}
    </div>
  );
}

/** At work, or as published. */
export function SightChips({ question, onChange }: Props) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{say('find.sight')}</legend>
      {VIEWS.map((view) => (
        <label key={view} class="segment">
          <input type="radio" name={name} checked={question.view === view} onChange={() => onChange(seenAs(question, view))} />
          {say(SIGHT_WORDS[view])}
        </label>
      ))}
    </fieldset>
  );
}

export function OrderField({ question, onChange }: Props) {
  const id = useId();
  const orders = ordersFor(question);
  return (
    <div class="order">
      <label for={id}>{say('find.order')}</label>
      <select
        class="input" id={id} value={orderOf(question)}
        onChange={(event) => {
          const order = event.currentTarget.value as Order;
          onChange({ ...question, order: order === orders[0] ? '' : order });
        }}
      >
        {orders.map((order) => <option key={order} value={order}>{say(ORDER_WORDS[order])}</option>)}
      </select>
    </div>
  );
}

interface GroupProps<T extends string> {
  family: string;
  label: Word;
  all: readonly T[];
  on: readonly T[];
  onPut: (on: T[]) => void;
}

function Group<T extends string>({ family, label, all, on, onPut }: GroupProps<T>) {
  return (
    <Chips label={say(label)}>
      {all.map((term) => (
        <Chip key={term} isOn={on.includes(term)} onPut={(isOn) => onPut(all.filter((one) => (one === term ? isOn : on.includes(one))))}>
          {sayTerm(family, term)}
        </Chip>
      ))}
    </Chips>
  );
}

function Chips({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <fieldset class="condition">
      <legend class="field-label">{label}</legend>
      <div class="chips">{children}</div>
    </fieldset>
  );
}

function Chip({ isOn, onPut, children }: { isOn: boolean; onPut: (isOn: boolean) => void; children: ComponentChildren }) {
  return (
    <label class="chip">
      <input type="checkbox" checked={isOn} onChange={(event) => onPut(event.currentTarget.checked)} />
      {children}
    </label>
  );
}

function LevelField({ below, onPut }: { below: Question['below']; onPut: (below: Question['below']) => void }) {
  return (
    <Field label={say('find.below')}>
      {(wired) => (
        <select class="input" {...wired} value={below} onChange={(event) => onPut(event.currentTarget.value as Question['below'])}>
          <option value="">{say('find.everyLevel')}</option>
          {LEVELS.map((level) => <option key={level} value={level}>{say('find.belowLevel', { level, name: sayTerm('level', level) })}</option>)}
        </select>
      )}
    </Field>
  );
}

function CommuneField({ unit, onPut }: { unit: string; onPut: (unit: string) => void }) {
  const { data } = useQuery(CommunesDocument, {});
  return (
    <Field label={say('find.commune')}>
      {(wired) => (
        <select class="input" {...wired} value={unit} onChange={(event) => onPut(event.currentTarget.value)}>
          <option value="">{say('find.everyCommune')}</option>
          {data?.adminUnits.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          {unit && !data && <option value={unit}>{unit}</option>}
        </select>
      )}
    </Field>
  );
}
