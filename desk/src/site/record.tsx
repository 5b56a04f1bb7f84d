import './site.css';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { RecordRemarksDocument, type HeadFragment, type RecordFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { ButtonLink } from '../ui/button.tsx';
import { StateBadge } from '../ui/site-line.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { instant } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Actions } from './actions.tsx';
import { MainFacts, OneSource, Position } from './facts.tsx';
import { LevelSteps } from './level.tsx';
import { DossierParts, Pictures } from './pictures.tsx';
import { Parts, RankHistory } from './rank.tsx';
import { useRecord } from './record-of.ts';
import { AllRemarks, newest, Remarks } from './remarks.tsx';
import { Texts, VisitorFacts } from './texts.tsx';

export default function Site() {
  const { params, query } = useRoute();
  const code = params.code ?? '';
  return <RecordView key={code} code={code} isAskedAsPublished={query.view === 'published'} />;
}

function RecordView({ code, isAskedAsPublished }: { code: string; isAskedAsPublished: boolean }) {
  const { record, trouble, isPublished, again } = useRecord(code, isAskedAsPublished);
  useEffect(() => {
    if (record && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [Boolean(record)]);
  return (
    <View title={record?.name.text ?? code} lead={record && <HeadLine record={record} />}>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {record === undefined && !trouble && <Ghosts count={6} />}
      {record === null && (
        <Empty title={say('site.none')}>
          <p>{say('site.noneHelp')}</p>
          <ButtonLink href="/desk/sites" weight="quiet">{say('rail.find')}</ButtonLink>
        </Empty>
      )}
      {record && <Whole record={record} isPublished={isPublished} again={again} />}
    </View>
  );
}

export function HeadLine({ record }: { record: HeadFragment & Partial<Pick<RecordFragment, 'digitisation' | 'partOf'>> }) {
  const { grade, digitisation, adminUnit, code, partOf } = record;
  const rank = grade.value ? sayTerm('grade', grade.value) : grade.answer === 'UNKNOWN' ? say('site.rankUnknown') : partOf ? say('site.isPart') : say('site.unranked');
  return (
    <span class="row head-line">
      <StateBadge state={record.state} />
      <span class={grade.value ? 'badge badge-violet' : 'badge'}>{rank}</span>
      {digitisation !== undefined && digitisation !== null && <span class={digitisation.level ? 'badge badge-green' : 'badge badge-gold'}>{digitisation.level ?? say('site.belowD0')}</span>}
      <span class="small">{code} · {say('history.revision', { version: record.version })}{adminUnit && ` · ${adminUnit.name}`}</span>
    </span>
  );
}

function Whole({ record, isPublished, again }: { record: RecordFragment; isPublished: boolean; again: () => void }) {
  const { work, code } = record;
  const maySeeRemarks = work?.allowed.includes('READ_HISTORY') ?? false;
  const { data } = useQuery(RecordRemarksDocument, maySeeRemarks ? { codes: [code] } : null);
  const remarks = data?.sites.nodes[0]?.reviewComments ?? [];
  const sections = sectionsOf(record, remarks.length ? <AllRemarks remarks={remarks} code={code} /> : null);
  return (
    <div class="record">
      {work?.publicVersion && <Switch code={code} isPublished={isPublished} isSame={work.publicVersion === work.version} />}
      {!isPublished && record.state === 'RETURNED' && remarks.length > 0 && (
        <section class="notice notice-trouble returned" aria-label={say('site.returned')}>
          <p class="notice-title">{say('site.returned')}</p>
          <Remarks remarks={newest(remarks)} code={code} isChanging={work?.allowed.includes('REVISE_SITE') ?? false} />
        </section>
      )}
      <Actions record={record} again={again} />
      <div class="record-body">
        <nav class="index" aria-label={say('site.index')}>
          <ul>{sections.map(([id]) => <li key={id}><a href={`#${id}`}>{sayTerm('section', id)}</a></li>)}</ul>
        </nav>
        <div class="stack">
          {sections.map(([id, content]) => (
            <section class="panel record-section" id={id} key={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{sayTerm('section', id)}</h2>
              {content}
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

function sectionsOf(record: RecordFragment, remarks: ComponentChildren): [id: string, content: ComponentChildren][] {
  const sources = record.sources.filter(({ field }) => !field);
  return [
    ['level', <LevelSteps record={record} />],
    ['facts', <MainFacts record={record} />],
    ['place', <Position record={record} />],
    ['rank', <RankHistory record={record} />],
    ['parts', <Parts record={record} />],
    ['texts', <Texts record={record} />],
    ['visitors', <VisitorFacts record={record} />],
    ['photographs', <Pictures record={record} />],
    ['dossier', <DossierParts dossier={record.dossier} />],
    ['sources', sources.length ? <ul class="bullets">{sources.map((source) => <li key={JSON.stringify(source)}><OneSource source={source} /></li>)}</ul> : <p class="lacking">{say('site.noSources')}</p>],
    ...(remarks ? [['remarks', remarks] as [string, ComponentChildren]] : []),
    ['about', <About record={record} />],
  ];
}

function About({ record }: { record: RecordFragment }) {
  const facts: [string, ComponentChildren][] = [
    [say('site.origin'), sayTerm('origin', record.origin)],
    [say('site.slug'), <span class="mono">{record.slug}</span>],
    [say('site.publishedAt'), record.publishedAt ? instant(record.publishedAt) : say('site.notPublished')],
    [say('site.reviewedAt'), record.reviewedAt ? instant(record.reviewedAt) : say('site.notReviewed')],
    [say('site.hash'), <span class="mono">{record.contentHash.slice(0, 16)}…</span>],
  ];
  return <dl class="facts">{facts.map(([label, value]) => <div class="fact" key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

/** At work, or as everybody sees it. */
function Switch({ code, isPublished, isSame }: { code: string; isPublished: boolean; isSame: boolean }) {
  const { path } = useLocation();
  return (
    <nav class="switch" aria-label={say('site.view')}>
      <a href={path} aria-current={isPublished ? undefined : 'true'}>{say('site.atWork')}</a>
      <a href={`/desk/sites/${code}?view=published`} aria-current={isPublished ? 'true' : undefined}>{say('site.asPublished')}</a>
      {!isSame && <span class="small">{say('site.differs')}</span>}
    </nav>
  );
}
