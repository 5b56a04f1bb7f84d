import { FACTS, tidy, type Fact } from '../../outbox/fields.ts';
import { rowId } from '../../outbox/read.ts';
import { Button } from '../../ui/button.tsx';
import { say, sayTerm } from '../../words/words.ts';
import { Fold, Gap, Line, Pair } from '../controls.tsx';
import { set, useForm } from '../form.ts';
import { today } from '../points.ts';
import { Rows } from '../rows.tsx';

/** When it dates from: in the source's words, and as a date that machines sort by. */
export function PeriodSection() {
  const { fields, edit } = useForm();
  return (
    <>
      <Pair list="periods" label={say('enter.period')} help={say('enter.periodHelp')} />
      <Line place="periodEdtf" label={say('enter.edtf')} help={say('enter.edtfHelp')} value={fields.periodEdtf} onValue={(value) => edit(set('periodEdtf', value))} />
      <Gap field="period" label={say('enter.period')} />
    </>
  );
}

export function ManagingBody() {
  const { fields, edit } = useForm();
  return (
    <>
      <Line place="managingBody" label={say('enter.managingBody')} help={say('enter.managingBodyHelp')} value={fields.managingBody}
        onValue={(value) => edit(set('managingBody', value))} />
      <Gap field="managing_body" label={say('enter.managingBody')} />
    </>
  );
}

/** What a visitor needs to know, fact by fact: those that are there, and the rest on request. */
export function VisitorFacts() {
  const { fields, edit } = useForm();
  return (
    <>
      <p class="field-help">{say('enter.factsHelp')} <cite>{say('enter.lawFacts')}</cite></p>
      {FACTS.map((fact) => <FactFields key={fact} fact={fact} />)}
      <Line place="visitorFactsVerifiedOn" label={say('enter.verifiedOn')} help={say('enter.verifiedOnHelp')} type="date" value={fields.visitorFactsVerifiedOn}
        onValue={(value) => edit(set('visitorFactsVerifiedOn', value))} />
      <div><Button weight="quiet" onPress={() => edit(set('visitorFactsVerifiedOn', today()))}>{say('enter.verifiedToday')}</Button></div>
    </>
  );
}

function FactFields({ fact }: { fact: Fact }) {
  const { fields } = useForm();
  const label = sayTerm('fact', fact);
  const isSaid = ['VI', 'EN'].some((tag) => tidy(fields.texts[`visitorFacts.${fact}.${tag}`]?.text ?? '') !== '');
  return (
    <Fold summary={<>{label}{isSaid && <span class="small"> ✓</span>}</>} isOpen={isSaid || fact === 'OPENING_HOURS'} isFact>
      <Pair list={`visitorFacts.${fact}`} label={label} />
      <Gap field={fact.toLowerCase()} label={label} />
    </Fold>
  );
}

/** Where all this is stated. */
export function SourcesSection() {
  const { fields, edit } = useForm();
  return (
    <>
      <p class="field-help">{say('enter.sourcesHelp')}</p>
      {!fields.sources.length && <Gap field="sources" label={say('enter.sources')} />}
      <Rows rows={fields.sources} onRows={(rows) => edit(set('sources', rows))} called={say('enter.source')} addLabel={say('enter.addSource')} place="sources"
        make={() => ({ id: rowId(), title: '', url: '', accessedOn: '', field: '', states: '' })}>
        {(row, put) => (
          <div class="pair">
            <Line place={`sources.${row.id}.title`} label={say('enter.sourceTitle')} help={say('enter.sourceTitleHelp')} value={row.title} onValue={(title) => put({ title })} />
            <Line place={`sources.${row.id}.url`} label={say('enter.sourceUrl')} type="url" value={row.url} onValue={(url) => put({ url })} />
            <Line place={`sources.${row.id}.accessedOn`} label={say('enter.accessedOn')} type="date" value={row.accessedOn} onValue={(accessedOn) => put({ accessedOn })} />
            <Line place={`sources.${row.id}.states`} label={say('enter.states')} help={say('enter.statesHelp')} value={row.states} onValue={(states) => put({ states })} />
          </div>
        )}
      </Rows>
    </>
  );
}
