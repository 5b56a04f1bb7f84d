import { useLocation } from 'preact-iso';
import '../site/site.css';
import { Sections } from '../coverage/sections.tsx';
import { ClustersDocument, RankingSeenDocument, type RankingSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { words } from '../site/record-of.ts';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { say, sayTerm } from '../words/words.ts';
import { Files, PeriodField, points, usePeriods, Watermark } from './parts.tsx';
import { sheetAddress } from './own.ts';
import './scores.css';

type Ranked = RankingSeenQuery['ranking'][number];

/** The published ranking of a cluster, and by what equal totals were told apart. */
export default function RankingView() {
  const { query, route } = useLocation();
  const { periods, period } = usePeriods(query.period);
  const subjects = useQuery(ClustersDocument, {});
  const clusters = [...new Map((subjects.data?.scoreSubjects ?? []).flatMap(({ cluster }) => (cluster ? [[cluster.code, cluster] as const] : []))).values()];
  const cluster = query.cluster || clusters[0]?.code || '';
  const { data, trouble, again } = useQuery(RankingSeenDocument, period && cluster ? { period, cluster, language: words() } : null);
  const go = (toPeriod: string, toCluster: string) => route(`/desk/rankings?period=${encodeURIComponent(toPeriod)}&cluster=${encodeURIComponent(toCluster)}`);
  return (
    <View title={say('scores.ranking')} lead={say('scores.rankingLead')}>
      <div class="coverage">
        <Sections here="/desk/rankings" />
        {subjects.trouble && <TroubleNotice trouble={subjects.trouble} again={subjects.again} />}
        {!subjects.data && !subjects.trouble && <Ghosts count={3} />}
        {subjects.data && !cluster && <Empty title={say('scores.noClusters')}><p>{say('scores.noClustersHelp')}</p></Empty>}
        {cluster && (
          <div class="panel asking">
            <PeriodField period={period} periods={periods} onChange={(code) => go(code, cluster)} />
            <Field label={say('scores.cluster')}>
              {(wired) => (
                <select class="input" {...wired} value={cluster} onChange={(event) => go(period, event.currentTarget.value)}>
                  {clusters.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
                  {!clusters.some(({ code }) => code === cluster) && <option value={cluster}>{cluster}</option>}
                </select>
              )}
            </Field>
          </div>
        )}
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {data && data.ranking.length === 0 && <Empty title={say('scores.noRanking')}><p>{say('scores.noRankingHelp')}</p></Empty>}
        {data && data.ranking.length > 0 && <Ranking data={data} period={period} />}
      </div>
    </View>
  );
}

function Ranking({ data, period }: { data: RankingSeenQuery; period: string }) {
  return (
    <>
      <Watermark text={data.ranking.find(({ watermark }) => watermark)?.watermark} />
      <section class="panel record-section" aria-label={say('scores.ranking')}>
        <table class="figures-table plain-table">
          <caption class="unseen">{say('scores.ranking')}</caption>
          <thead><tr><th scope="col">{say('scores.place')}</th><th scope="col">{say('scores.subject')}</th><th scope="col" class="right">{say('scores.total')}</th><th scope="col" class="wide">{say('scores.decidedBy')}</th></tr></thead>
          <tbody>
            {data.ranking.map((one) => (
              <tr key={one.subject.code}>
                <td class="number rank">{one.rank ?? '–'}</td>
                <th scope="row"><a href={sheetAddress(period, one.subject.code)}>{one.subject.name}</a></th>
                <td class="right" title={one.exactTotal ?? undefined}>{points(one.total)}</td>
                <td class="wide">{one.gates.length > 0 ? say('scores.gates', { codes: one.gates.join(', ') }) : toldApart(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="panel record-section" aria-labelledby="ranking-files">
        <h2 id="ranking-files">{say('periods.files')}</h2>
        <Files files={data.rankingFiles} />
      </section>
    </>
  );
}

function toldApart({ decidedBy, lines }: Ranked): string {
  return decidedBy.map(({ kind, criterion }) => {
    const label = lines.find((line) => line.criterion.code === criterion)?.criterion.label;
    return criterion ? `${sayTerm('tieBreaker', kind)} ${criterion}${label ? ` (${label})` : ''}` : sayTerm('tieBreaker', kind);
  }).join('; ');
}
