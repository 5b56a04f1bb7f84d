import '../site/site.css';
import { askAhead } from '../graphql/ahead.ts';
import { MyAssignedWorkDocument, MyWorkDocument, type LineFragment, type MyAssignedWorkQuery, type MyWorkQuery, type Permission } from '../graphql/documents.ts';
import { OwnLine } from '../offline/own-panel.tsx';
import { useQuery } from '../graphql/use-query.ts';
import { keptPerson, may, person, seat } from '../people/viewer.ts';
import { words } from '../site/record-of.ts';
import { LessonInvite } from '../lesson/invite.tsx';
import { newest, Remarks } from '../site/remarks.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { SiteLine } from '../ui/site-line.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { GuideLink, View } from '../ui/view.tsx';
import { ago, day, today } from '../words/shown.ts';
import { say } from '../words/words.ts';

/** Ask for the work of whoever sat here last, before it is known that it is this person still. */
export async function askHomeAhead(): Promise<void> {
  const kept = await keptPerson();
  if (seat.peek().kind === 'waiting') askAhead(MyWorkDocument, { isReviewing: kept ? isReviewer(kept.permissions) : false });
}

function isReviewer(permissions: readonly Permission[]): boolean {
  return permissions.includes('APPROVE_SITE') || permissions.includes('PUBLISH_SITE');
}

export default function Home() {
  const isReviewing = isReviewer(person()?.permissions ?? []);
  const isEntering = may('CREATE_SITE');
  const { data, trouble, again } = useQuery(MyWorkDocument, may('READ_WORKING') ? { isReviewing } : null);
  const assigned = useQuery(MyAssignedWorkDocument, may('REVISE_SITE') ? { asOf: today(), words: words() } : null);
  const given = assigned.data?.worklist;
  const counted = data && data.returned.totalCount + data.drafts.totalCount + data.submitted.totalCount + (data.awaiting?.totalCount ?? 0);
  const isFree = !counted && !given?.totalCount;
  const isKnown = !may('READ_WORKING') || data !== undefined || trouble !== undefined;
  return (
    <View
      title={say('home.title', { name: person()?.name ?? '' })}
      lead={counted ? say('home.lead') : undefined}
      actions={isEntering && <ButtonLink href="/desk/new">{say('home.enter')}</ButtonLink>}
    >
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && may('READ_WORKING') && <Ghosts />}
      {!may('READ_WORKING') && <Empty title={say('home.visitor')}><ButtonLink href="/desk/sites" weight="quiet">{say('rail.find')}</ButtonLink></Empty>}
      {isKnown && isFree && <LessonInvite known={data?.me} />}
      {data && (
        <div class="home">
          <Returned pile={data.returned} />
          {data.awaiting && data.awaiting.totalCount > 0 && <Awaiting pile={data.awaiting} />}
          {given && given.totalCount > 0 && <Given work={given} />}
          {data.drafts.totalCount > 0 && <Drafts pile={data.drafts} />}
          {data.submitted.totalCount > 0 && (
            <section class="stack">
              <h2>{say('home.submitted', { count: data.submitted.totalCount })}</h2>
              <ul class="lines">{data.submitted.nodes.map((site) => <SiteLine key={site.code} site={site} />)}</ul>
            </section>
          )}
          {!counted && !given?.totalCount && <Nothing isEntering={isEntering} isReviewing={isReviewing} />}
        </div>
      )}
      {isKnown && !isFree && <LessonInvite known={data?.me} />}
      <OwnLine />
    </View>
  );
}

/** The first thing to do, for whoever has nothing in hand. */
function Nothing({ isEntering, isReviewing }: { isEntering: boolean; isReviewing: boolean }) {
  return (
    <Empty title={say(isEntering ? 'home.begin' : isReviewing ? 'home.nothingAwaiting' : 'home.look')}>
      <p>{say(isEntering ? 'home.beginHelp' : isReviewing ? 'home.nothingHelp' : 'home.lookHelp')}</p>
      <div class="row">
        {isEntering && <ButtonLink href="/desk/new">{say('home.enter')}</ButtonLink>}
        <ButtonLink href="/desk/sites" weight="quiet">{say('home.findSite')}</ButtonLink>
      </div>
    </Empty>
  );
}

function Returned({ pile }: { pile: MyWorkQuery['returned'] }) {
  if (pile.totalCount === 0) return null;
  return (
    <section class="stack">
      <div class="row"><h2>{say('home.returned', { count: pile.totalCount })}</h2><GuideLink chapter="7-tra-lai" /></div>
      <ul class="stack">
        {pile.nodes.map((site) => (
          <li class="panel returned stack" key={site.code}>
            <h3><a href={`/desk/sites/${site.code}`}>{site.name.text}</a></h3>
            <Remarks remarks={newest(site.reviewComments)} code={site.code} isChanging />
            <div class="row">
              <ButtonLink href={`/desk/sites/${site.code}/edit`}>{say('home.correct')}<span class="unseen"> {site.name.text}</span></ButtonLink>
              <span class="small">{site.code}{site.adminUnit && ` · ${site.adminUnit.name}`}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Awaiting({ pile }: { pile: NonNullable<MyWorkQuery['awaiting']> }) {
  return (
    <section class="stack">
      <h2>{say('home.awaiting', { count: pile.totalCount })}</h2>
      <ul class="lines">
        {pile.nodes.map(({ code, name, work, state }) => (
          <li class="line" key={code}>
            <a class="line-name" href={`/desk/sites/${code}/review`}>{name.text}</a>
            <span class="badge badge-gold">{say(state === 'APPROVED' ? 'home.toPublish' : 'home.toApprove')}</span>
            {work?.submittedBy && work.submittedAt && <span class="small">{say('deed.sentBy', { name: work.submittedBy.name, ago: ago(work.submittedAt) })}</span>}
          </li>
        ))}
      </ul>
      <div><ButtonLink href="/desk/review" weight="quiet">{say('home.queue')}</ButtonLink></div>
    </section>
  );
}

function Drafts({ pile }: { pile: MyWorkQuery['drafts'] }) {
  return (
    <section class="stack">
      <h2>{say('home.drafts', { count: pile.totalCount })}</h2>
      <ul class="lines">
        {pile.nodes.map((site) => <Draft key={site.code} site={site} there={site.completeness.numerator} all={site.completeness.denominator} />)}
      </ul>
    </section>
  );
}

function Draft({ site, there, all }: { site: LineFragment; there: number; all: number }) {
  return (
    <li class="line">
      <a class="line-name" href={`/desk/sites/${site.code}`}>{site.name.text}</a>
      <span class="small number">{say('home.answered', { there, all })}</span>
      <span class="small">{site.code}{site.adminUnit && ` · ${site.adminUnit.name}`}</span>
    </li>
  );
}

function Given({ work }: { work: MyAssignedWorkQuery['worklist'] }) {
  return (
    <section class="stack">
      <h2>{say('home.given', { count: work.totalCount })}</h2>
      <ul class="lines">
        {work.nodes.map(({ site, failing, assignments }) => site && (
          <li class="line" key={site.code}>
            <a class="line-name" href={`/desk/sites/${site.code}#level`}>{site.name.text}</a>
            {assignments[0]?.dueOn && <span class="badge badge-gold">{say('home.due', { day: day(assignments[0].dueOn) })}</span>}
            <span class="small">
              {assignments.map((one) => [say('home.givenBy', { name: one.assignedBy.name }), one.note].filter(Boolean).join(': ')).join(' · ')}
              {failing[0] && ` · ${say('home.nextStep', { step: failing[0].label })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
