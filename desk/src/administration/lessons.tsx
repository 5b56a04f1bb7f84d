import { LessonCountsSeenDocument, LessonNamesSeenDocument, type LessonCountsSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { instant, number, today } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { asCsv, leastFirst, shareOf, unitsDone } from './learned.ts';

type Count = LessonCountsSeenQuery['lessonCounts'][number];

/** Who has begun and finished the first lesson, by commune: a chart that is a table. */
export default function Lessons() {
  return <Frame part="lessons" lead={say('lessons.lead')}>{() => <Counts />}</Frame>;
}

function Counts() {
  const { data, trouble, again } = useQuery(LessonCountsSeenDocument, {});
  const names = useQuery(LessonNamesSeenDocument, may('READ_PEOPLE') ? {} : null);
  const counts = leastFirst(data?.lessonCounts ?? []);
  const { done, all } = unitsDone(counts);
  return (
    <section class="panel stack" aria-labelledby="lesson-counts">
      <div class="panel-head">
        <div>
          <h2 id="lesson-counts">{say('lessons.title')}</h2>
          {counts.length > 0 && <p class="lead-line">{say('lessons.units', { done, all })}</p>}
          {counts.length > 0 && <p class="small lesson-legend"><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="lesson-done" width="8" height="8" /></svg> {say('lessons.isDone')} <svg viewBox="0 0 8 8" aria-hidden="true"><rect class="lesson-begun" width="8" height="8" /></svg> {say('lessons.isBegun')}</p>}
        </div>
        {counts.length > 0 && <Button weight="quiet" onPress={() => saved(counts)}>{say('lessons.download')}</Button>}
      </div>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && counts.length === 0 && <Empty title={say('lessons.none')} />}
      {counts.length > 0 && (
        <table class="lesson-table">
          <caption class="unseen">{say('lessons.title')}</caption>
          <thead><tr><th scope="col">{say('lessons.unit')}</th><th scope="col">{say('lessons.share')}</th><th scope="col">{say('lessons.finished')}</th><th scope="col">{say('lessons.begun')}</th><th scope="col">{say('lessons.people')}</th></tr></thead>
          <tbody>{counts.map((one) => <Row key={one.unit?.code ?? ''} one={one} />)}</tbody>
        </table>
      )}
      {names.data && <Names groups={names.data.lessonCounts} units={counts} />}
    </section>
  );
}

function Row({ one }: { one: Count }) {
  const share = shareOf(one);
  const part = (value: number) => (one.people ? (value / one.people) * 100 : 0);
  return (
    <tr>
      <th scope="row">{one.unit?.name ?? say('lessons.ofNone')}</th>
      <td class="lesson-share">
        <strong>{share === null ? '–' : `${number(share * 100, 1)} %`}</strong>
        <svg class="lesson-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect class="lesson-all" width="100" height="8" />
          <rect class="lesson-begun" width={part(one.begun)} height="8" />
          <rect class="lesson-done" width={part(one.finished)} height="8" />
        </svg>
      </td>
      <td class="number" data-label={say('lessons.finished')}>{number(one.finished)}</td>
      <td class="number" data-label={say('lessons.begun')}>{number(one.begun)}</td>
      <td class="number" data-label={say('lessons.people')}>{number(one.people)}</td>
    </tr>
  );
}

interface NamesProps {
  groups: readonly { unit?: { code: string } | null; entries: readonly { id: string; name: string; steps: number; begunAt?: string | null; finishedAt?: string | null }[] }[];
  units: readonly Count[];
}

/** For whoever may see people: who has come how far. */
function Names({ groups, units }: NamesProps) {
  const nameOf = (code: string | undefined) => units.find(({ unit }) => unit?.code === code)?.unit?.name ?? say('lessons.ofNone');
  return (
    <details>
      <summary>{say('lessons.names')}</summary>
      {groups.map(({ unit, entries }) => (
        <section key={unit?.code ?? ''}>
          <h3>{nameOf(unit?.code)}</h3>
          <ul class="bullets">{entries.map(({ id, name, steps, finishedAt }) => <li key={id}>{name}: {finishedAt ? say('lessons.finishedOn', { day: instant(finishedAt) }) : say('lessons.steps', { count: steps })}</li>)}</ul>
        </section>
      ))}
    </details>
  );
}

function saved(counts: readonly Count[]): void {
  const heads = [say('lessons.code'), say('lessons.unit'), say('lessons.people'), say('lessons.begun'), say('lessons.finished'), say('lessons.share')];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([asCsv(counts, heads, say('lessons.ofNone'))], { type: 'text/csv' }));
  link.download = `bai-hoc-${today()}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
