import { useCallback, useEffect, useState } from 'preact/hooks';
import { ImportRunsDocument, type RunFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { instant } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { NewImport } from './new-import.tsx';
import { isOpen } from './places.ts';

export default function Imports() {
  const [turn, setTurn] = useState(0);
  const changed = useCallback(() => setTurn((now) => now + 1), []);
  return (
    <Frame part="imports" lead={say('imports.lead')}>
      {() => (
        <div class="stack">
          {may('IMPORT_TABLE') && <NewImport onChanged={changed} />}
          <Past key={turn} />
        </div>
      )}
    </Frame>
  );
}

/** The imports there were, newest first, page after page. */
function Past() {
  const [after, setAfter] = useState<string | null>(null);
  const [before, setBefore] = useState<RunFragment[]>([]);
  const { data, trouble, again, isLoading } = useQuery(ImportRunsDocument, isOpen('imports') ? { after } : null);
  const { nodes = [], pageInfo } = data?.imports ?? {};
  const [shown, setShown] = useState<RunFragment[]>([]);
  useEffect(() => {
    if (data && !isLoading) setShown([...before, ...nodes]);
  }, [data, isLoading]);
  const more = (): void => {
    setBefore(shown);
    setAfter(pageInfo?.endCursor ?? null);
  };
  return (
    <section class="stack" aria-labelledby="past">
      <h2 id="past">{say('imports.past')}</h2>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && !isLoading && nodes.length === 0 && before.length === 0 && <Empty title={say('imports.noPast')}><p>{say('imports.noPastHelp')}</p></Empty>}
      {shown.length > 0 && <ul class="lines">{shown.map((run) => <Line key={run.id} run={run} />)}</ul>}
      {pageInfo?.hasNextPage && <div><Button weight="quiet" isBusy={isLoading} onPress={more}>{say('imports.more')}</Button></div>}
    </section>
  );
}

function Line({ run }: { run: RunFragment }) {
  return (
    <li class="line">
      <a class="line-name" href={`/desk/admin/imports/${run.number}`}>{run.fileName}</a>
      {run.undoneAt ? <span class="badge badge-gold">{say('imports.undone')}</span> : <span class="badge">{say('imports.number', { number: run.number })}</span>}
      <span class="small">
        {instant(run.recordedAt)} · {run.actor} · {say('imports.counts', { created: run.createdCount, changed: run.changedCount, refused: run.refusedCount })}
      </span>
    </li>
  );
}
