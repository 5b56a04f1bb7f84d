import { useLocation } from 'preact-iso';
import '../site/site.css';
import { Sections } from '../coverage/sections.tsx';
import { CriteriaSetsSeenDocument, CriteriaSetTextDocument, type SetSeenFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { words } from '../site/record-of.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { AddSet } from './add-set.tsx';
import { laidOut } from './set-text.ts';
import './scores.css';

/** Every set of criteria by how far it has come, and a way to send in another. */
export default function CriteriaView() {
  const { query } = useLocation();
  const { data, trouble, again } = useQuery(CriteriaSetsSeenDocument, { language: words() });
  const mayAdd = may('ADD_RULES');
  const isAdding = mayAdd && query.add !== undefined;
  const [name = '', version = ''] = (query.add ?? '').split('/');
  return (
    <View title={say('criteria.title')} lead={say('criteria.lead')} actions={mayAdd && !isAdding && <ButtonLink href="/desk/criteria?add=" weight="quiet">{say('criteria.add')}</ButtonLink>}>
      <div class="coverage">
        <Sections here="/desk/criteria" />
        {isAdding && (name && version ? <Beginning key={query.add} name={name} version={version} /> : <AddSet />)}
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={3} />}
        {data && <ul class="lines set-lines">{data.criteriaSets.map((set) => <Row key={`${set.name}/${set.version}`} set={set} />)}</ul>}
      </div>
    </View>
  );
}

/** Another set begins with the text of one that is there. */
function Beginning({ name, version }: { name: string; version: string }) {
  const { data, trouble, again } = useQuery(CriteriaSetTextDocument, { name, version });
  if (trouble) return <TroubleNotice trouble={trouble} again={again} />;
  return data ? <AddSet before={laidOut(data.criteriaSet?.document ?? '')} from={`${name} ${version}`} /> : <Ghosts count={2} />;
}

function Row({ set }: { set: SetSeenFragment }) {
  const { name, version, title, subjectKind, legalBasis } = set;
  return (
    <li class="line">
      <a class="line-name" href={setAddress(set)}>{title}</a>
      <span class="row">{set.watermark && !set.isSample && <span class="badge badge-gold">{set.watermark}</span>}<Standing set={set} /></span>
      <span class="small">{[`${name} ${version}`, sayTerm('subjectKind', subjectKind), legalBasis, validity(set)].filter(Boolean).join(' · ')}</span>
    </li>
  );
}

export function Standing({ set: { status, isSample } }: { set: SetSeenFragment }) {
  const look = { DRAFT: 'badge badge-violet', APPROVED: 'badge badge-green', RETIRED: 'badge' }[status];
  return <span class={isSample ? 'badge badge-gold' : look}>{isSample ? say('criteria.sampleState') : sayTerm('setStatus', status)}</span>;
}

export function validity({ validFrom, validTo }: SetSeenFragment): string | null {
  if (!validFrom) return null;
  return validTo ? say('criteria.between', { from: day(validFrom), to: day(validTo) }) : say('criteria.since', { from: day(validFrom) });
}

export function setAddress({ name, version }: { name: string; version: string }): string {
  return `/desk/criteria/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}
