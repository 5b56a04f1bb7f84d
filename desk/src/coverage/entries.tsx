import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import '../site/site.css';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { CoverageEntriesDocument, type CoverageEntriesQuery, type EntryPageFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { words } from '../site/record-of.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, number, today } from '../words/shown.ts';
import { say, sayTerm, type Word } from '../words/words.ts';
import { addressOf, entriesAddress, readOpened, SIDES, type Opened } from './asking.ts';
import { Known, shareOf } from './figure.tsx';

type Row = NonNullable<CoverageEntriesQuery['coverage']['row']>;
const SIDE_WORDS: Record<Opened['side'], Word> = {
  NUMERATOR: 'coverage.reached', DENOMINATOR: 'coverage.all', DIFFERENCE: 'coverage.missing', UNDATED: 'coverage.undatedSide',
};

function variablesOf({ asOf, knownAt, mode, by, metric, key, side }: Opened, now: string) {
  return {
    asOf: asOf || now, knownAt: knownAt || null, mode, by, metric, key, side: side === 'UNDATED' ? 'NUMERATOR' as const : side,
    isUndated: side === 'UNDATED', language: words(),
  };
}

function pageOf(row: Row | null | undefined): EntryPageFragment | undefined {
  return row?.undatedEntries ?? row?.figure.entries;
}

/** Exactly the records behind one side of a figure, as many as the figure says. */
export default function Entries() {
  const { query, url } = useLocation();
  const opened = useMemo(() => readOpened(query), [url]);
  const now = today();
  const asks = variablesOf(opened, now);
  const { data, trouble, again } = useQuery(CoverageEntriesDocument, { ...asks, after: null });
  const row = data?.coverage.row;
  const page = pageOf(row);
  const title = row ? `${row.label}: ${say(SIDE_WORDS[opened.side]).toLowerCase()}` : say('coverage.records');
  return (
    <View title={title} lead={row ? row.figure.label : undefined} actions={<ButtonLink href={addressOf(opened)} weight="quiet">{say('coverage.back')}</ButtonLink>}>
      <div class="coverage">
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={6} />}
        {data && !row && <Empty title={say('coverage.noRow')} />}
        {data && row && (
          <>
            <div class="panel opened">
              <p class="headline-share">{shareOf(row.figure)}</p>
              <p class="headline-of">
                {say('coverage.headlineOf', { counting: sayTerm('counting', opened.mode), day: day(data.coverage.asOf) })}
                {opened.closing && ` · ${opened.closing}`} <Known line={row} asked={opened} today={now} />
              </p>
              <nav class="switch" aria-label={say('coverage.sides')}>
                {SIDES.filter((side) => side !== 'UNDATED' || row.undated > 0).map((side) => (
                  <a key={side} href={entriesAddress(opened, opened.key, side, now)} aria-current={side === opened.side ? 'true' : undefined}>
                    {say(SIDE_WORDS[side])} <span class="number">({number(countOf(row, side) / (side === 'UNDATED' ? 1 : row.figure.scale), 2)})</span>
                  </a>
                ))}
              </nav>
            </div>
            {page && <Pages key={url} first={page} asks={asks} />}
          </>
        )}
      </div>
    </View>
  );
}

function countOf({ figure: { numerator, denominator }, undated }: Row, side: Opened['side']): number {
  return { NUMERATOR: numerator, DENOMINATOR: denominator, DIFFERENCE: denominator - numerator, UNDATED: undated }[side];
}

type Page = EntryPageFragment;

function Pages({ first, asks }: { first: Page; asks: ReturnType<typeof variablesOf> }) {
  const [more, setMore] = useState<Page[]>([]);
  const [trouble, setTrouble] = useState<Trouble>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => setMore([]), [first]);
  const pages = [first, ...more];
  const nodes = pages.flatMap((page) => page.nodes);
  const { pageInfo } = pages[pages.length - 1] as Page;
  const next = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const page = pageOf((await ask(CoverageEntriesDocument, { ...asks, after: pageInfo.endCursor })).coverage.row);
      if (page) setMore([...more, page]);
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setTrouble(error.trouble);
    } finally {
      setBusy(false);
    }
  };
  if (first.totalCount === 0) return <Empty title={say('coverage.noRecords')} />;
  return (
    <section class="stack" aria-labelledby="count">
      <h2 id="count">{say('coverage.recordCount', { count: first.totalCount })}</h2>
      <ul class="lines entry-lines">{nodes.map((entry) => <EntryLine key={entry.key} entry={entry} />)}</ul>
      {trouble && <TroubleNotice trouble={trouble} again={() => void next()} />}
      {pageInfo.hasNextPage && (
        <div class="find-more">
          <Button weight="quiet" isBusy={isBusy} onPress={() => void next()}>{say('find.more')}</Button>
          <p class="small">{say('find.there', { there: number(nodes.length), total: number(first.totalCount) })}</p>
        </div>
      )}
    </section>
  );
}

function EntryLine({ entry }: { entry: Page['nodes'][number] }) {
  const { site, label, isKnown, grade, scheme, level, requiredLevel, units, decisionNumber, validFrom, knownSince, failing } = entry;
  return (
    <li class="line">
      {site ? <a class="line-name" href={`/desk/sites/${site.code}`}>{label}</a> : <span class="entry-name">{label}</span>}
      <span class="row">
        {!isKnown && <span class="badge badge-gold">{say('coverage.unknownName')}</span>}
        <span class={level ? 'badge badge-green' : 'badge'}>{level ?? say('site.belowD0')}{requiredLevel && ` / ${requiredLevel}`}</span>
      </span>
      <span class="small">
        {[
          grade ? sayTerm('grade', grade) : sayTerm('scheme', scheme),
          decisionNumber ?? say('site.noDecision'),
          validFrom ? day(validFrom) : say('coverage.since', { day: day(knownSince) }),
          units.map(({ name }) => name).join(', '),
          failing.length > 0 && say('coverage.failing', { count: failing.length, checks: failing.slice(0, 6).join(', ') }),
        ].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}
