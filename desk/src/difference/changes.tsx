// How two revisions differ, field by field, in the order of the form.
import type { ComponentChildren } from 'preact';
import type { RecordComparisonQuery } from '../graphql/documents.ts';
import { fieldWord, valueWord } from '../site/words.ts';
import { named, SECTION_ORDER, sectionOf } from '../site/fields.ts';
import { later } from '../ui/later.tsx';
import { say, sayTerm, worded } from '../words/words.ts';
import { itemChanges, type Item } from './values.ts';
import { wordChanges } from './words.ts';

const Outline = later(() => worded(['zones'], () => import('../zones/outline.tsx'))().then((part) => part.Outline));

export type FieldChange = NonNullable<NonNullable<RecordComparisonQuery['sites']['nodes'][number]>['comparison']>[number];

export function inOrder(changes: readonly FieldChange[]): FieldChange[] {
  const place = ({ field }: FieldChange): number => SECTION_ORDER.indexOf(sectionOf(field));
  return [...changes].sort((one, other) => place(one) - place(other) || one.field.localeCompare(other.field));
}

interface Props {
  changes: readonly FieldChange[];
  under?: (field: string) => ComponentChildren;
  /** All of it is new: then nothing is marked as put in. */
  isNew?: boolean;
}

export function Changes({ changes, under, isNew }: Props) {
  return (
    <div class="changes">
      {inOrder(changes).map((change) => (
        <div class="change" role="group" key={change.field} aria-label={fieldWord(change.field)}>
          <h3>{fieldWord(change.field)}</h3>
          <Change change={change} isNew={isNew ?? false} />
          {under?.(change.field)}
        </div>
      ))}
    </div>
  );
}

function Change({ change: { field, before, after }, isNew }: { change: FieldChange; isNew: boolean }) {
  const items = itemChanges(before, after);
  if (items && (before ?? after ?? '').match(/^[[{]/)) return <Items items={isNew ? items.map((item) => ({ ...item, kind: 'same' })) : items} field={named(field).field} />;
  const shown = (text: string): string => valueWord(named(field).field, '', named(field).field === 'extent' ? sayTerm('extent', text) : text);
  if (before === null && isNew) return <p class="diff">{shown(after ?? '')}</p>;
  if (before === null) return <p class="diff"><Put text={shown(after ?? '')} isIn /></p>;
  if (after === null) return <p class="diff"><Put text={shown(before)} /></p>;
  return (
    <p class="diff">
      {wordChanges(shown(before), shown(after)).map(({ kind, text }, number) => (
        kind === 'same' ? <span key={number}>{text}</span> : <Put key={number} text={text} isIn={kind === 'in'} />
      ))}
    </p>
  );
}

/** Marked by more than colour: a line through or beneath, and words for those who listen. */
function Put({ text, isIn }: { text: string; isIn?: boolean }) {
  return isIn
    ? <ins><span class="unseen">{say('diff.in')} </span>{text}<span class="unseen"> {say('diff.end')} </span></ins>
    : <del><span class="unseen">{say('diff.out')} </span>{text}<span class="unseen"> {say('diff.end')} </span></del>;
}

const MARKS = { in: '+', out: '−', same: '' };

function Items({ items, field }: { items: Item[]; field: string }) {
  return (
    <ul class="items">
      {items.map(({ kind, pairs, area }, number) => (
        <li class={`item item-${kind}`} key={number}>
          {kind !== 'same' && <span class="item-mark"><span aria-hidden="true">{MARKS[kind]}</span><span class="unseen">{say(kind === 'in' ? 'diff.in' : 'diff.out')}</span></span>}
          <span>
            {pairs.map(([name, value], place) => (
              <span class="pair" key={place}>{name && <span class="pair-name">{sayTerm('pair', name)}: </span>}{valueWord(field, name, value)}</span>
            ))}
            {area && <Outline area={area} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
