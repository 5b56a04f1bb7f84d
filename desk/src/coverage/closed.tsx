import { useRoute } from 'preact-iso';
import '../site/site.css';
import { ClosingWholeDocument, type ClosingWholeQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { words } from '../site/record-of.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, instant } from '../words/shown.ts';
import { LANGUAGES, say } from '../words/words.ts';
import { addressOf, closingAsked, entriesAddress, readAsked, type Asked } from './asking.ts';
import { Bar } from './figure.tsx';
import { Sections } from './sections.tsx';
import { restatedBy } from './trend.ts';

type Whole = NonNullable<ClosingWholeQuery['snapshot']>;
const IN_WORDS = ['pdf', 'xlsx'] as const;
const DATA = ['figures.csv', 'entries.csv', 'json'] as const;

/** One closing: its figures as they were signed, what proves them, and its files. */
export default function ClosedView() {
  const { params } = useRoute();
  const id = params.id ?? '';
  const { data, trouble, again } = useQuery(ClosingWholeDocument, { id, language: words() });
  const closing = data?.snapshot;
  const by = data && restatedBy(data.snapshots).get(id);
  return (
    <View title={closing ? say('periods.closingTitle', { code: closing.period?.code ?? '', id }) : say('periods.closing')} lead={closing && say('periods.asOf', { day: day(closing.asOf) })}
      actions={closing && <ButtonLink href={addressOf(closingAsked(readAsked({}), closing))}>{say('periods.explore')}</ButtonLink>}>
      <div class="coverage">
        <Sections here="/desk/periods" />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={4} />}
        {data && !closing && <Empty title={say('periods.noSuch')}><ButtonLink href="/desk/periods" weight="quiet">{say('periods.title')}</ButtonLink></Empty>}
        {by && <p class="notice notice-warning">{say('periods.wasRestated')} <a href={`/desk/periods/${by}`}>{by}</a></p>}
        {closing && <Closed closing={closing} />}
      </div>
    </View>
  );
}

function Closed({ closing }: { closing: Whole }) {
  const asked = closingAsked(readAsked({}), closing);
  return (
    <>
      {closing.countings.map((counting) => (
        <section class="panel record-section" key={counting.comparableAs} aria-label={counting.label}>
          <h2>{counting.label}</h2>
          <Figures asked={{ ...asked, mode: counting.countingMode }} counting={counting} canOpen={counting.population === 'RELIC_RANK'} />
        </section>
      ))}
      <section class="panel record-section" aria-labelledby="files">
        <h2 id="files">{say('periods.files')}</h2>
        <p class="soft">{say('periods.filesHelp')}</p>
        <ul class="downloads">
          {IN_WORDS.flatMap((form) => (['vi', 'en'] as const).map((language) => (
            <li key={form + language}><a class="button button-quiet" download href={fileOf(closing.id, `${language}.${form}`)}>{form.toUpperCase()} · {LANGUAGES[language].name}</a></li>
          )))}
          {DATA.map((form) => <li key={form}><a class="button button-quiet" download href={fileOf(closing.id, form)}>{form === 'json' ? 'JSON' : say(form === 'figures.csv' ? 'periods.csvFigures' : 'periods.csvEntries')}</a></li>)}
        </ul>
      </section>
      <Proof closing={closing} />
    </>
  );
}

function fileOf(id: string, ending: string): string {
  return `/progress/snapshots/${id}/${id}.${ending}`;
}

function Figures({ asked, counting, canOpen }: { asked: Asked; counting: Whole['countings'][number]; canOpen: boolean }) {
  return (
    <table class="figures-table plain-table">
      <caption class="unseen">{counting.label}</caption>
      <thead><tr><th scope="col">{say('coverage.figure')}</th><th scope="col" class="right">{say('periods.reachedOf')}</th><th scope="col" class="right">{say('coverage.share')}</th><th scope="col" class="wide"><span class="unseen">{say('periods.bar')}</span></th></tr></thead>
      <tbody>
        {counting.figures.map((figure) => {
          const count = `${figure.numerator}/${figure.denominator}`;
          return (
            <tr key={figure.metric}>
              <th scope="row">{figure.label}</th>
              <td class="right">
                {canOpen && figure.denominator > 0
                  ? <a class="side-link" href={entriesAddress({ ...asked, metric: figure.metric }, 'TOTAL', 'NUMERATOR', asked.asOf)}>{count}<span class="unseen"> {say('coverage.openReached')}: {figure.label}</span></a>
                  : count}
              </td>
              <td class="right">{figure.percent ?? say('coverage.nothingToCount')}</td>
              <td class="wide"><Bar figure={{ ...figure, scale: 1 }} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Hash, signature, rules; and whether the document still is what was signed, looked at by the server just now. */
function Proof({ closing }: { closing: Whole }) {
  const { faults } = closing;
  return (
    <section class="panel record-section" aria-labelledby="proof">
      <h2 id="proof">{say('periods.proof')}</h2>
      <p class={faults.length ? 'notice notice-trouble' : 'notice'}>{faults.length ? say('periods.broken', { places: faults.join(', ') }) : say('periods.whole')}</p>
      <dl class="facts">
        <div class="fact"><dt>SHA-256</dt><dd class="mono hash">{closing.sha256}</dd></div>
        <div class="fact"><dt>{say('periods.signature')}</dt><dd class="mono hash">{closing.signature}</dd></div>
        <div class="fact"><dt>{say('coverage.rules')}</dt><dd>{closing.ruleSet.name} {closing.ruleSet.version} <span class="mono hash">{closing.ruleSet.sha256}</span></dd></div>
        <div class="fact"><dt>{say('coverage.knownAt')}</dt><dd>{instant(closing.knownAt)}</dd></div>
        <div class="fact"><dt>{say('periods.closedOn')}</dt><dd>{instant(closing.closedAt)}</dd></div>
        {closing.restates && <div class="fact"><dt>{say('periods.correction')}</dt><dd><a href={`/desk/periods/${closing.restates.id}`}>{closing.restates.id}</a>: {closing.reason}</dd></div>}
      </dl>
      <p class="small">{say('periods.verify')}</p>
    </section>
  );
}
