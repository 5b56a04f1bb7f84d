import type { RecordFragment } from '../graphql/documents.ts';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Sources, type Shown } from './facts.tsx';

type Act = RecordFragment['designations'][number];

/** The acts that rank the site, in order of time, those that ended and those of unknown start too. */
export function RankHistory({ record }: Shown) {
  const { designations, partOf } = record;
  if (designations.length === 0) {
    return (
      <p class="soft">
        {partOf ? <>{say('site.rankThrough')} <a href={`/desk/sites/${partOf.code}`}>{partOf.name.text}</a></> : say('site.noRank')}
      </p>
    );
  }
  return <ol class="timeline">{designations.map((act) => <RankAct key={`${act.scheme} ${act.decisionNumber} ${act.knownSince}`} act={act} />)}</ol>;
}

function RankAct({ act }: { act: Act }) {
  const title = act.grade ? sayTerm('grade', act.grade) : sayTerm('scheme', act.scheme);
  const signed = [act.decisionNumber ? say('site.decision', { number: act.decisionNumber }) : say('site.noDecision'),
    act.decisionDate && day(act.decisionDate), act.authority ?? say('site.noAuthority')].filter(Boolean);
  return (
    <li class={act.validTo ? 'act act-ended' : 'act'}>
      <p class="act-time">
        {act.validFrom ? day(act.validFrom) : say('site.startUnknown')} – {act.validTo ? day(act.validTo) : say('site.now')}
      </p>
      <h3>{title}{act.validTo && <span class="badge">{act.endReason ? sayTerm('endReason', act.endReason) : say('site.ended')}</span>}</h3>
      <p>{signed.join(' · ')}</p>
      {!act.validFrom && <p class="small">{say('site.knownSince', { day: day(act.knownSince) })}</p>}
      {act.endedBy && <p class="small">{say('site.endedBy', { number: act.endedBy })}</p>}
      {act.certainty !== 'STATED' && <p class="small">{sayTerm('certainty', act.certainty)}</p>}
      {act.source && <Sources sources={[act.source]} word={say('site.source')} />}
    </li>
  );
}

export function Parts({ record }: Shown) {
  const { parts, unconfirmed, declaredParts, partOf, locatedIn } = record;
  return (
    <div class="stack">
      {partOf && <p>{say('site.partOf')} <a href={`/desk/sites/${partOf.code}`}>{partOf.name.text}</a></p>}
      {locatedIn && <p>{say('site.locatedIn')} <a href={`/desk/sites/${locatedIn.code}`}>{locatedIn.name.text}</a></p>}
      {declaredParts && (
        <dl class="figures">
          <div><dt>{say('site.declared')}</dt><dd>{declaredParts.declared}</dd></div>
          <div><dt>{say('site.known')}</dt><dd>{declaredParts.known}</dd></div>
          <div><dt>{say('site.unknownParts')}</dt><dd>{declaredParts.unknown}</dd></div>
        </dl>
      )}
      {declaredParts && <p class="small">{say('site.decision', { number: declaredParts.decisionNumber })}</p>}
      {parts.totalCount > 0 && <SiteList title={say('site.knownParts', { count: parts.totalCount })} sites={parts.nodes} isOpen={parts.totalCount <= 8} />}
      {unconfirmed.totalCount > 0 && <SiteList title={say('site.unconfirmed', { count: unconfirmed.totalCount })} sites={unconfirmed.nodes} isOpen={false} />}
      {!partOf && !locatedIn && !declaredParts && parts.totalCount + unconfirmed.totalCount === 0 && <p class="soft">{say('site.noParts')}</p>}
    </div>
  );
}

function SiteList({ title, sites, isOpen }: { title: string; sites: { code: string; name: { text: string } }[]; isOpen: boolean }) {
  return (
    <details open={isOpen}>
      <summary class="list-title">{title}</summary>
      <ul class="columns">{sites.map(({ code, name }) => <li key={code}><a href={`/desk/sites/${code}`}>{name.text}</a></li>)}</ul>
    </details>
  );
}
