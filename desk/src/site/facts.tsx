// Facts of a record, each with why it has no value and where it is stated.
import type { ComponentChildren } from 'preact';
import type { RecordFragment } from '../graphql/documents.ts';
import { day, number } from '../words/shown.ts';
import { later } from '../ui/later.tsx';
import { say, sayTerm, worded } from '../words/words.ts';
import { formAddress, named, sectionOf } from './fields.ts';
import { fieldWord } from './words.ts';

const ZoneList = later(() => worded(['zones'], () => import('../zones/shown.tsx'))().then((part) => part.ZoneList));

type Source = RecordFragment['sources'][number];
export interface Shown {
  record: RecordFragment;
}

export function mayChange(record: RecordFragment): boolean {
  return record.work?.allowed.includes('REVISE_SITE') ?? false;
}

/** One fact. Without a value: the reason, or that nobody has entered it, with the way to the place in the form. */
export function Fact({ record, field, label, children }: Shown & { field: string; label?: string; children?: ComponentChildren }) {
  const gap = record.missing.find((one) => named(one.field).field === named(field).field);
  const sources = record.sources.filter((one) => one.field && named(one.field).field === named(field).field);
  const isOpen = mayChange(record) && (!gap || gap.code === 'CHUA_NHAP' || gap.code === 'CHUA_XAC_DINH');
  const isThere = children !== undefined && children !== null && children !== '' && children !== false;
  return (
    <div class="fact">
      <dt>{label ?? fieldWord(field)}</dt>
      <dd>
        {isThere ? children : gap ? (
          <span class="gap">{sayTerm('missing', gap.code)}{gap.note && <span class="small"> {gap.note}</span>}</span>
        ) : <span class="gap">{sayTerm('missing', 'CHUA_NHAP')}</span>}
        {!isThere && isOpen && (
          <span> · <a href={formAddress(record.code, sectionOf(field))}>{say('site.enterIt')}<span class="unseen"> {label ?? fieldWord(field)}</span></a></span>
        )}
        {sources.length > 0 && <Sources sources={sources} />}
      </dd>
    </div>
  );
}

/** Sources that open in place. */
export function Sources({ sources, word }: { sources: readonly (Source | string)[]; word?: string }) {
  return (
    <details class="sources">
      <summary>{word ?? say('site.sources', { count: sources.length })}</summary>
      <ul>
        {sources.map((source) => <li key={JSON.stringify(source)}>{typeof source === 'string' ? source : <OneSource source={source} />}</li>)}
      </ul>
    </details>
  );
}

export function OneSource({ source }: { source: Source }) {
  const { title, url, accessedOn, states } = source;
  return (
    <>
      {url ? <a href={url} rel="noreferrer" target="_blank">{title}<span class="unseen"> {say('site.newTab')}</span></a> : title}
      {accessedOn && <span class="small"> · {say('site.readOn', { day: day(accessedOn) })}</span>}
      {states && <span class="otherwise">{say('site.states', { text: states })}</span>}
    </>
  );
}

export function MainFacts({ record }: Shown) {
  const present = record.adminUnits.filter(({ unit }) => unit.validTo === null);
  const former = record.adminUnits.filter(({ unit }) => unit.validTo !== null);
  return (
    <dl class="facts">
      <Fact record={record} field="kinds">{record.kinds.map((kind) => sayTerm('kind', kind)).join(', ')}</Fact>
      <Fact record={record} field="adminUnits">{present.map(({ unit }) => unit.name).join('; ')}</Fact>
      {former.length > 0 && <Fact record={record} field="adminUnits" label={say('site.formerUnits')}>{former.map(({ unit }) => unit.name).join('; ')}</Fact>}
      <Fact record={record} field="addressInDecision">{record.addressInDecision}</Fact>
      {record.alternativeNames.length > 0 && (
        <Fact record={record} field="alternativeNames">{record.alternativeNames.map(({ text }) => text).join('; ')}</Fact>
      )}
      <Fact record={record} field="periods">
        {record.period && <>{record.period.text?.text ?? ''}{record.period.edtf && <span class="small"> ({record.period.edtf})</span>}</>}
      </Fact>
      <Fact record={record} field="managingBody">{record.managingBody}</Fact>
      {record.externalIds.length > 0 && (
        <Fact record={record} field="externalIds">{record.externalIds.map(({ system, value }) => `${system} ${value}`).join('; ')}</Fact>
      )}
    </dl>
  );
}

export function Position({ record }: Shown) {
  const { location, locationCandidates, locationPrecision, extent, protectionZones } = record;
  return (
    <dl class="facts">
      <Fact record={record} field="locationPrecision">{sayTerm('precision', locationPrecision)}</Fact>
      <Fact record={record} field="location">
        {location && (
          <>
            <span class="number">{location.latitude}, {location.longitude}</span>
            {location.accuracyMetres !== null && ` ± ${number(location.accuracyMetres, 1)} m`}
            {location.method && <span class="small"> · {sayTerm('method', location.method)}</span>}
            {location.sourceNumbers && <span class="small"> · {location.sourceNumbers} {location.sourceCrs ?? ''}</span>}
            {location.source && <Sources sources={[location.source]} />}
          </>
        )}
      </Fact>
      {locationCandidates.length > 0 && (
        <Fact record={record} field="location" label={say('site.candidates')}>
          <ul>{locationCandidates.map((one) => <li key={one.source} class="number">{one.latitude}, {one.longitude} <span class="small">{one.source}</span></li>)}</ul>
        </Fact>
      )}
      <Fact record={record} field="extent">{extent && sayTerm('extent', extent)}</Fact>
      <Fact record={record} field="protectionZones">
        {protectionZones.length > 0 && (
          <ZoneList zones={protectionZones} />
        )}
      </Fact>
    </dl>
  );
}
