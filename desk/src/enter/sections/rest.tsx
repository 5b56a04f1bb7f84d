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
      <Pair list="periods" label={say('more.period')} help={say('more.periodHelp')} />
      <Line place="periodEdtf" label={say('more.edtf')} help={say('more.edtfHelp')} value={fields.periodEdtf} onValue={(value) => edit(set('periodEdtf', value))} />
      <Gap field="period" label={say('more.period')} />
    </>
  );
}

export function ManagingBody() {
  const { fields, edit } = useForm();
  return (
    <>
      <Line place="managingBody" label={say('more.managingBody')} help={say('more.managingBodyHelp')} value={fields.managingBody}
        onValue={(value) => edit(set('managingBody', value))} />
      <Gap field="managing_body" label={say('more.managingBody')} />
    </>
  );
}

/** What a visitor needs to know, fact by fact: those that are there, and the rest on request. */
export function VisitorFacts() {
  const { fields, edit } = useForm();
  return (
    <>
      <p class="field-help">{say('more.factsHelp')} <cite>{say('more.lawFacts')}</cite></p>
      {FACTS.map((fact) => <FactFields key={fact} fact={fact} />)}
      <Line place="visitorFactsVerifiedOn" label={say('more.verifiedOn')} help={say('more.verifiedOnHelp')} type="date" value={fields.visitorFactsVerifiedOn}
        onValue={(value) => edit(set('visitorFactsVerifiedOn', value))} />
      <div><Button weight="quiet" onPress={() => edit(set('visitorFactsVerifiedOn', today()))}>{say('more.verifiedToday')}</Button></div>
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
      <p class="field-help">{say('more.sourcesHelp')}</p>
      {!fields.sources.length && <Gap field="sources" label={say('more.sources')} />}
      <Rows rows={fields.sources} onRows={(rows) => edit(set('sources', rows))} called={say('more.source')} addLabel={say('more.addSource')} place="sources"
        make={() => ({ id: rowId(), title: '', url: '', accessedOn: '', field: '', states: '' })}>
        {(row, put) => (
          <div class="pair">
            <Line place={`sources.${row.id}.title`} label={say('more.sourceTitle')} help={say('more.sourceTitleHelp')} value={row.title} onValue={(title) => put({ title })} />
            <Line place={`sources.${row.id}.url`} label={say('more.sourceUrl')} type="url" value={row.url} onValue={(url) => put({ url })} />
            <Line place={`sources.${row.id}.accessedOn`} label={say('more.accessedOn')} type="date" value={row.accessedOn} onValue={(accessedOn) => put({ accessedOn })} />
            <Line place={`sources.${row.id}.states`} label={say('more.states')} help={say('more.statesHelp')} value={row.states} onValue={(states) => put({ states })} />
          </div>
        )}
      </Rows>
    </>
  );
}
