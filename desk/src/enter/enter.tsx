import { useEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import type { ReadonlySignal } from '@preact/signals';
import { TroubleError, type Trouble } from '../graphql/client.ts';
import { FormListsDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import type { Work } from '../outbox/work.ts';
import { drop, shownWork } from '../outbox/works.ts';
import { may, ownUnits, person } from '../people/viewer.ts';
import { shelfOf } from '../photographs/shelf.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { clock, day } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Entry } from './entry.tsx';
import { openNew, openSite } from './opening.ts';

type Found = { kind: 'waiting' } | { kind: 'none' } | { kind: 'trouble'; trouble: Trouble } | { kind: 'work'; work: ReadonlySignal<Work>; isResumed: boolean };

export { borrowed } from './borrowed.ts';

/** Entering a site, or revising one. */
export default function Enter() {
  const { params } = useRoute();
  const { query } = useLocation();
  const code = params.code ?? null;
  const [turn, setTurn] = useState(0);
  const [isFresh, setFresh] = useState(query.fresh !== undefined);
  const [found, setFound] = useState<Found>({ kind: 'waiting' });
  const lists = useQuery(FormListsDocument, {});
  const who = person()?.id;
  useEffect(() => {
    if (!who) return;
    let isHere = true;
    setFound({ kind: 'waiting' });
    const opening = code ? openSite(who, code) : openNew(who, ownUnits(), isFresh);
    opening
      .then((opened): Found => (opened ? { kind: 'work', work: shownWork(opened.work), isResumed: opened.isResumed } : { kind: 'none' }))
      .catch((error: unknown): Found => {
        if (!(error instanceof TroubleError)) throw error;
        return { kind: 'trouble', trouble: error.trouble };
      })
      .then((next) => isHere && setFound(next));
    return () => {
      isHere = false;
    };
  }, [who, code, turn, isFresh]);

  if (!may(code ? 'REVISE_SITE' : 'CREATE_SITE')) return <Plain><Empty title={say('enter.forbidden')}><p>{say('enter.forbiddenHelp')}</p></Empty></Plain>;
  if (found.kind === 'none') return <Plain><Empty title={say('enter.noSuch')} /></Plain>;
  const trouble = found.kind === 'trouble' ? found.trouble : lists.data ? undefined : lists.trouble;
  const again = () => {
    lists.again();
    setTurn(turn + 1);
  };
  if (trouble) return <Plain><TroubleNotice trouble={trouble} again={again} /></Plain>;
  if (found.kind !== 'work' || !lists.data) return <Plain><Ghosts /></Plain>;
  const { work } = found;
  return <Entry key={work.peek().id} work={work} lists={lists.data} notice={found.isResumed && work.value.siteId === null && (
    <Resumed work={work.value} onFresh={() => setFresh(true)} onDrop={() => void drop(work.peek().id).then(() => setFresh(true))} />
  )} />;
}

function Plain({ children }: { children: preact.ComponentChildren }) {
  return <View title={say('enter.title')}>{children}</View>;
}

function Resumed({ work, onFresh, onDrop }: { work: Work; onFresh: () => void; onDrop: () => void }) {
  const [isSure, ask] = useState(false);
  const photographs = shelfOf({ workId: work.id, siteId: null, code: null }).length;
  return (
    <div class="notice">
      <p>{say('enter.resumed', { day: day(work.updatedAt.slice(0, 10)), time: clock(work.updatedAt) })}</p>
      <div class="row">
        <Button weight="quiet" onPress={onFresh}>{say('enter.another')}</Button>
        {isSure ? <Button weight="red" onPress={onDrop}>{photographs ? say('enter.dropSureWith', { count: photographs }) : say('enter.dropSure')}</Button> : <Button weight="plain" onPress={() => ask(true)}>{say('enter.drop')}</Button>}
      </div>
    </div>
  );
}
