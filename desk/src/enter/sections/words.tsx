import type { NameRow } from '../../outbox/fields.ts';
import { rowId } from '../../outbox/read.ts';
import { say, sayTerm } from '../../words/words.ts';
import { Choice, Fold, Gap, Line, Pair } from '../controls.tsx';
import { set, useForm } from '../form.ts';
import { Rows } from '../rows.tsx';

const LANGUAGES = ['VI', 'EN', 'BLT', 'HMN', 'LO', 'FR', 'ZH', 'TH', 'KO', 'JA', 'DE'] as const;

/** What it is, in two languages; its other names; what is still open. */
export function WordsSection() {
  const { fields } = useForm();
  const count = (fields.texts['descriptions.VI']?.text ?? '').trim().length;
  return (
    <>
      <Pair list="summaries" label={say('enter.summary')} help={say('enter.summaryHelp')} isLong />
      <Gap field="summary" label={say('enter.summary')} />
      <Pair list="descriptions" label={say('enter.description')} help={say('enter.descriptionHelp', { count })} isLong />
      <Gap field="description" label={say('enter.description')} />
      <h3>{say('enter.otherNames')}</h3>
      <p class="field-help">{say('enter.otherNamesHelp')}</p>
      <Texts list="alternativeNames" called={say('enter.otherName')} addLabel={say('enter.addName')} isLong={false} />
      <Fold summary={say('enter.notes')} isOpen={fields.notes.length > 0}>
        <p class="field-help">{say('enter.notesHelp')}</p>
        <Texts list="notes" called={say('enter.note')} addLabel={say('enter.addNote')} isLong />
      </Fold>
    </>
  );
}

interface TextsProps {
  list: 'alternativeNames' | 'notes';
  called: string;
  addLabel: string;
  isLong: boolean;
}

function Texts({ list, called, addLabel, isLong }: TextsProps) {
  const { fields, edit } = useForm();
  return (
    <Rows<NameRow> rows={fields[list]} onRows={(rows) => edit(set(list, rows))} make={() => ({ id: rowId(), language: 'VI', text: '' })} called={called}
      addLabel={addLabel} place={list}>
      {(row, put) => (
        <div class="pair">
          <Line place={`${list}.${row.id}.text`} label={called} isLong={isLong} value={row.text} onValue={(text) => put({ text })} />
          <Choice place={`${list}.${row.id}.language`} label={say('enter.language')} value={row.language} options={LANGUAGES.map((tag) => [tag, sayTerm('language', tag)] as const)}
            onValue={(language) => put({ language })} />
        </div>
      )}
    </Rows>
  );
}
