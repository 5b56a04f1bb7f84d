import './site.css';
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { Changes } from '../difference/changes.tsx';
import { RecordComparisonDocument, RecordHistoryDocument, RestoreDocument, type RecordHistoryQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { instant } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Standing } from './attempt.tsx';
import { useDeed } from './deed.ts';

type Past = RecordHistoryQuery['sites']['nodes'][number];

export default function History() {
  const { params, query } = useRoute();
  const code = params.code ?? '';
  return <HistoryView key={code} code={code} from={Number(query.from) || null} to={Number(query.to) || null} />;
}

function HistoryView({ code, from, to }: { code: string; from: number | null; to: number | null }) {
  const { data, trouble, again } = useQuery(RecordHistoryDocument, { codes: [code], after: null });
  const past = data?.sites.nodes[0];
  return (
    <View
      title={past ? say('history.title', { name: past.name.text }) : say('history.plain')}
      lead={past && <a href={`/desk/sites/${code}`}>{say('history.back')}</a>}
    >
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && !past && <Empty title={say('site.none')}><p>{say('site.noneHelp')}</p></Empty>}
      {past && <Whole past={past} from={from} to={to} again={again} />}
    </View>
  );
}

function Whole({ past, from, to, again }: { past: Past; from: number | null; to: number | null; again: () => void }) {
  const newest = past.revisions[0]?.version ?? past.version;
  const later = to ?? newest;
  const earlier = from ?? past.revisions[1]?.version ?? later;
  return (
    <div class="stack">
      {past.revisions.length > 1 ? (
        <Compared past={past} from={earlier} to={later} again={again} />
      ) : <p class="notice">{say('history.onlyOne')}</p>}
      <section class="panel stack" aria-labelledby="acts">
        <h2 id="acts">{say('history.acts', { count: past.history.totalCount })}</h2>
        <Acts code={past.code} start={past.history} />
      </section>
    </div>
  );
}

/** Any two revisions, field by field; and the earlier one can be brought back, having seen what that changes. */
function Compared({ past, from, to, again }: { past: Past; from: number; to: number; again: () => void }) {
  const { route, path } = useLocation();
  const [isRestoring, setRestoring] = useState(false);
  const mayRestore = past.work?.allowed.includes('RESTORE_SITE') ?? false;
  const choose = (name: 'from' | 'to', version: number): void => {
    setRestoring(false);
    route(`${path}?from=${name === 'from' ? version : from}&to=${name === 'to' ? version : to}`, true);
  };
  const newest = past.revisions[0]?.version ?? 0;
  return (
    <section class="panel stack" aria-labelledby="compared">
      <h2 id="compared">{say('history.compare')}</h2>
      <div class="choose">
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={say(`history.${name}`)}>
            {(wired) => (
              <select class="input" {...wired} value={name === 'from' ? from : to} onChange={(event) => choose(name, Number(event.currentTarget.value))}>
                {past.revisions.map(({ version, author, recordedAt, state }) => (
                  <option key={version} value={version}>{say('history.revision', { version })} · {sayTerm('state', state)} · {author} · {instant(recordedAt)}</option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      <Differences code={past.code} from={from} to={to} />
      {mayRestore && from !== newest && !isRestoring && (
        <div><Button weight="quiet" onPress={() => setRestoring(true)}>{say('history.restore', { version: from })}</Button></div>
      )}
      {isRestoring && <Restoring past={past} revision={from} close={() => setRestoring(false)} again={again} />}
    </section>
  );
}

function Differences({ code, from, to }: { code: string; from: number; to: number }) {
  const { data, trouble, isLoading, again } = useQuery(RecordComparisonDocument, { codes: [code], from, to });
  const changes = data?.sites.nodes[0]?.comparison;
  if (trouble) return <TroubleNotice trouble={trouble} again={again} />;
  if (!data || isLoading) return <Ghosts count={2} />;
  if (!changes) return <p class="soft">{say('history.noSuch')}</p>;
  if (changes.length === 0) return <p class="soft" role="status">{say('history.equal')}</p>;
  return (
    <>
      <p class="small" role="status">{say('history.differ', { count: changes.length })}</p>
      <Changes changes={changes} />
    </>
  );
}

function Restoring({ past, revision, close, again }: { past: Past; revision: number; close: () => void; again: () => void }) {
  const deed = useDeed();
  const { route } = useLocation();
  const newest = past.revisions[0]?.version ?? past.version;
  const restore = async (): Promise<void> => {
    if (!await deed.run(RestoreDocument, { id: past.id, version: newest, revision })) return;
    toast(say('history.restored', { version: revision }));
    route(`/desk/sites/${past.code}`);
  };
  return (
    <div class="notice notice-warning stack">
      <h3>{say('history.restoreTitle', { version: revision })}</h3>
      <p>{say('history.restoreHelp')}</p>
      <Differences code={past.code} from={newest} to={revision} />
      <div class="row">
        <Button isBusy={deed.isBusy} onPress={() => void restore()}>{say('history.restoreNow')}</Button>
        <Button weight="quiet" onPress={close}>{say('deed.notNow')}</Button>
      </div>
      <Standing attempt={deed} record={{ code: past.code, version: newest }} again={again} />
    </div>
  );
}

/** Who did what, when and why; older acts are fetched as they are asked for. */
function Acts({ code, start }: { code: string; start: Past['history'] }) {
  const [after, setAfter] = useState<string | null>(null);
  return (
    <>
      <ol class="acts">
        {start.edges.map(({ node }) => (
          <li key={node.sequence}>
            <p><b>{sayTerm('action', node.action)}</b> · {node.actor.name}</p>
            <p class="small">{instant(node.at)}</p>
            {node.reason && <blockquote><p>{node.reason}</p></blockquote>}
          </li>
        ))}
      </ol>
      {start.pageInfo.hasNextPage && (after
        ? <Older code={code} after={after} />
        : <div><Button weight="quiet" onPress={() => setAfter(start.pageInfo.endCursor)}>{say('history.older')}</Button></div>)}
    </>
  );
}

function Older({ code, after }: { code: string; after: string }) {
  const { data, trouble, again } = useQuery(RecordHistoryDocument, { codes: [code], after });
  const past = data?.sites.nodes[0];
  if (trouble) return <TroubleNotice trouble={trouble} again={again} />;
  return past ? <Acts code={code} start={past.history} /> : <Ghosts count={2} />;
}

