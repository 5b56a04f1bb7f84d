import { useLocation } from 'preact-iso';
import { useMemo } from 'preact/hooks';
import '../site/site.css';
import { CoverageSeenDocument, type CoverageSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { words } from '../site/record-of.ts';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, instant, number, today } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { addressOf, newestDeclared, readAsked, type Asked } from './asking.ts';
import { Bar, Known, shareOf, SideLink } from './figure.tsx';
import { Groupings, Question } from './question.tsx';
import { Sections } from './sections.tsx';
import { FigureTable, MeasureTable } from './table.tsx';
import { UnitMap } from './unit-map.tsx';

type Seen = CoverageSeenQuery['coverage'];
interface Props {
  seen: Seen;
  asked: Asked;
  now: string;
}

/** How much of what is recognised is digitised, on any day or as it was closed; every figure opens its records. */
export default function CoverageView() {
  const { query, url, route } = useLocation();
  const asked = useMemo(() => readAsked(query), [url]);
  const now = today();
  const { asOf, knownAt, mode, by, metric } = asked;
  const { data, trouble, keptAt, isLoading, again } = useQuery(CoverageSeenDocument, {
    asOf: asOf || now, knownAt: knownAt || null, mode, by, metric, language: words(),
  });
  const seen = data?.coverage;
  return (
    <View title={say('coverage.title')} lead={say('coverage.lead')}>
      <div class="coverage">
        <Sections here="/desk/coverage" />
        <Question asked={asked} label={seen?.total.figure.label} today={now} onChange={(next) => route(addressOf(next))} />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!seen && !trouble && <Ghosts count={5} />}
        {seen && (
          <div class={isLoading ? 'coverage find-old' : 'coverage'} aria-busy={isLoading && !keptAt ? 'true' : undefined}>
            {keptAt !== undefined && <p class="notice notice-warning">{say('coverage.keptAt', { at: instant(new Date(keptAt).toISOString()) })}</p>}
            {seen.total.denominator === 0 && seen.total.undated === 0
              ? <Empty title={say('coverage.empty')}><p>{say('coverage.emptyHelp', { day: day(seen.asOf) })}</p></Empty>
              : <Answer seen={seen} asked={asked} now={now} />}
          </div>
        )}
      </div>
    </View>
  );
}

function Answer(props: Props) {
  const { seen, asked, now } = props;
  const { total } = seen;
  const of = { asked, today: now, line: total };
  return (
    <>
      <Headline {...props} />
      <section class="panel record-section" aria-labelledby="by">
        <div class="section-head">
          <h2 id="by">{total.figure.label}, {sayTerm('grouping', asked.by).toLowerCase()}</h2>
          <Groupings asked={asked} />
        </div>
        {!seen.isAdditive && <p class="soft">{say('coverage.notAdditive')}</p>}
        {asked.by === 'ADMIN_UNIT' && <UnitMap lines={seen.rows} asked={asked} today={now} />}
        <Rows {...props} />
      </section>
      <section class="panel record-section" aria-labelledby="levels">
        <h2 id="levels">{say('coverage.levels')}</h2>
        <MeasureTable caption={say('coverage.levels')} first={say('coverage.level')} figures={total.levels} {...of} />
      </section>
      <section class="panel record-section" aria-labelledby="stages">
        <h2 id="stages">{say('coverage.stages')}</h2>
        <p class="soft">{say('coverage.stagesHelp')}</p>
        <MeasureTable caption={say('coverage.stages')} first={say('coverage.stage')} figures={total.funnel} {...of} />
      </section>
      <section class="panel record-section" aria-labelledby="others">
        <h2 id="others">{say('coverage.others')}</h2>
        <MeasureTable caption={say('coverage.others')} first={say('coverage.figure')} figures={[total.bilingual, total.rights, total.facts, total.dossier, total.fixity, total.firstPass]} {...of} />
      </section>
      <Gaps seen={seen} />
      <section class="panel record-section" aria-labelledby="how">
        <h2 id="how">{say('coverage.how')}</h2>
        <ul class="bullets">{seen.notes.map((note) => <li key={note}>{note}</li>)}</ul>
        <dl class="facts">
          <div class="fact"><dt>{say('coverage.rules')}</dt><dd>{seen.ruleSet.name} {seen.ruleSet.version} <span class="mono">{seen.ruleSet.sha256}</span></dd></div>
          <div class="fact"><dt>{say('coverage.knownAt')}</dt><dd>{instant(seen.knownAt)}</dd></div>
          <div class="fact"><dt>{say('coverage.answerHash')}</dt><dd class="mono">{seen.sha256}</dd></div>
        </dl>
      </section>
    </>
  );
}

/** The one figure, large, with what it is of and what the register does not know. */
function Headline({ seen, asked, now }: Props) {
  const { total } = seen;
  const of = { asked, today: now, rowKey: 'TOTAL', rowName: total.label, figure: total.figure };
  const isOfEntries = total.figure.unit === 'entries';
  return (
    <section class="panel headline" aria-labelledby="headline">
      <h2 id="headline">{total.figure.label}</h2>
      <p class="headline-share">{shareOf(total.figure)}</p>
      <Bar figure={total.figure} />
      {isOfEntries && total.figure.denominator > 0 && (
        <dl class="figures">
          <div><dt>{say('coverage.reached')}</dt><dd><SideLink {...of} side="NUMERATOR" /></dd></div>
          <div><dt>{say('coverage.all')}</dt><dd><SideLink {...of} side="DENOMINATOR" /></dd></div>
          <div><dt>{say('coverage.missing')}</dt><dd><SideLink {...of} side="DIFFERENCE" /></dd></div>
        </dl>
      )}
      <p class="headline-of">
        {say('coverage.headlineOf', { counting: sayTerm('counting', asked.mode), day: day(seen.asOf) })} <Known line={total} asked={asked} today={now} />
      </p>
    </section>
  );
}

function Rows({ seen, asked, now }: Props) {
  const there = seen.rows.filter(({ denominator, undated }) => denominator > 0 || undated > 0);
  const without = seen.rows.filter((row) => !there.includes(row));
  return (
    <>
      <FigureTable caption={sayTerm('grouping', asked.by)} first={sayTerm('grouping', asked.by)} asked={asked} today={now} lines={there} />
      {without.length > 0 && (
        <details>
          <summary class="list-title">{say('coverage.without', { count: without.length })}</summary>
          <p class="small">{without.map(({ label }) => label).join(' · ')}</p>
        </details>
      )}
    </>
  );
}

/** What official lists declare, beside what the register knows by name. */
function Gaps({ seen }: { seen: Seen }) {
  const gaps = newestDeclared(seen.declared);
  if (gaps.length === 0) return null;
  return (
    <section class="panel record-section" aria-labelledby="gaps">
      <h2 id="gaps">{say('coverage.gaps')}</h2>
      <p class="soft">{say('coverage.gapsHelp')}</p>
      <ul class="gaps">
        {gaps.map((gap) => {
          const name = gap.scheme === 'RELIC_RANK' ? sayTerm('grade', gap.category) : sayTerm('scheme', gap.scheme);
          return (
            <li key={`${gap.scheme}${gap.category}`}>
              <strong>{name}</strong>
              <span class="number">{say('coverage.knowsDeclared', { known: number(gap.known), declared: number(gap.declared) })}</span>
              <Bar figure={{ numerator: Math.min(gap.known, gap.declared), denominator: gap.declared, scale: 1 }} />
              <span class="small">{gap.registerName}{gap.decisionNumber && ` (${gap.decisionNumber})`}, {gap.asOf}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

