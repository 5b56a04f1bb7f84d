import { useState } from 'preact/hooks';
import { FindComplexDocument } from '../../graphql/documents.ts';
import { useQuery } from '../../graphql/use-query.ts';
import type { PartRow } from '../../outbox/fields.ts';
import { say } from '../../words/words.ts';
import { Combobox } from '../combobox.tsx';
import { Line } from '../controls.tsx';
import { set, useForm, useSlowly } from '../form.ts';

/** The complex whose decision names this site as a part of it. */
export function WholeSection() {
  const { work, fields, edit, problemAt } = useForm();
  const [text, setText] = useState('');
  const wanted = useSlowly(text.trim(), 300);
  const { data } = useQuery(FindComplexDocument, wanted.length >= 2 ? { text: wanted } : null);
  const part = fields.partOf;
  const put = (change: Partial<PartRow>) => part && edit(set('partOf', { ...part, ...change }));
  const options = (wanted.length >= 2 ? (data?.sites.nodes ?? []) : [])
    .filter(({ code }) => code !== work.code)
    .map(({ code, name, adminUnit }) => ({ value: code, label: name.text, more: adminUnit?.name }));
  return (
    <>
      <Combobox place="partOf.complex" label={say('more.complex')} help={say('more.complexHelp')} problem={problemAt('partOf.complex') ?? problemAt('partOf')}
        chosen={part?.name ?? ''} found={(typed) => (typed.trim() ? options : [])} onText={setText}
        onChoose={(option) => edit(set('partOf', option && {
          complex: option.value, name: option.label, decisionNumber: part?.decisionNumber ?? '', validFrom: part?.validFrom ?? '', source: part?.source ?? '',
        }))} />
      {part && (
        <div class="pair">
          <Line place="partOf.decisionNumber" label={say('more.decisionNumber')} help={say('more.partDecisionHelp')} value={part.decisionNumber} onValue={(decisionNumber) => put({ decisionNumber })} />
          <Line place="partOf.validFrom" label={say('more.decisionDate')} type="date" value={part.validFrom} onValue={(validFrom) => put({ validFrom })} />
          <Line place="partOf.source" label={say('more.actSource')} value={part.source} onValue={(source) => put({ source })} />
        </div>
      )}
    </>
  );
}
