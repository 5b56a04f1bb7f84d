import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { OneImportDocument, UndoImportDocument, type OneImportQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { instant } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { Confirm } from './confirm.tsx';
import { Frame } from './frame.tsx';
import { isOpen } from './places.ts';
import { tableWord } from './tables.ts';
import { Changes } from './told.tsx';

type Run = NonNullable<OneImportQuery['importRun']>;
type Undoing = NonNullable<Run['undoing']>;

export default function ImportView() {
  const { params } = useRoute();
  const wanted = Number(params.number);
  const { data, trouble, again } = useQuery(OneImportDocument, isOpen('imports') && Number.isSafeInteger(wanted) && wanted < 2 ** 31 ? { number: wanted } : null);
  const run = data?.importRun;
  const isNone = data ? !run : !Number.isSafeInteger(wanted);
  return (
    <Frame part="imports" title={run ? say('imports.run', { number: run.number }) : isNone ? say('imports.notThere') : undefined} lead={run?.fileName}>
      {() => (
        <div class="stack">
          {trouble && <TroubleNotice trouble={trouble} again={again} />}
          {!data && !trouble && !isNone && <Ghosts />}
          {isNone && <Empty title={say('imports.notThere')}><p><a href="/desk/admin/imports">{say('imports.back')}</a></p></Empty>}
          {run && <Facts run={run} />}
          {run?.undoing && <Undo run={run} undoing={run.undoing} again={again} />}
        </div>
      )}
    </Frame>
  );
}

function Facts({ run }: { run: Run }) {
  return (
    <>
      {run.undoneAt && (
        <div class="notice notice-warning">
          <p class="notice-title">{say('imports.undoneBy', { name: run.undoneBy ?? '', at: instant(run.undoneAt) })}</p>
          {run.undoneReason && <p>{say('imports.undoneReason', { reason: run.undoneReason })}</p>}
        </div>
      )}
      <section class="panel stack">
        <dl class="pairs">
          <div><dt>{say('imports.by')}</dt><dd>{run.actor}</dd></div>
          <div><dt>{say('imports.at')}</dt><dd>{instant(run.recordedAt)}</dd></div>
          <div><dt>{say('imports.kind')}</dt><dd>{tableWord(run.tableKind)}</dd></div>
          <div><dt>{say('imports.outcome')}</dt><dd>{say('imports.counts', { created: run.createdCount, changed: run.changedCount, refused: run.refusedCount })}</dd></div>
          <div><dt>{say('imports.hash')}</dt><dd class="mono">{run.sha256}</dd></div>
        </dl>
      </section>
    </>
  );
}

/** What taking it back would do now, said before it is done. */
function Undo({ run, undoing, again }: { run: Run; undoing: Undoing; again: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const { restoredCount, withdrawnCount, conflictCount, conflicts, changes } = undoing;
  const size = restoredCount + withdrawnCount;
  return (
    <section class="panel stack" aria-labelledby="undoing">
      <div>
        <h2 id="undoing">{say('imports.undoing')}</h2>
        <p class="small lead-line">{say('imports.undoingLead')}</p>
      </div>
      <ul class="bullets">
        <li>{say('imports.restored', { count: restoredCount })}</li>
        <li>{say('imports.withdrawn', { count: withdrawnCount })}</li>
        <li>{say('imports.left', { count: conflictCount })}</li>
      </ul>
      {conflicts.length > 0 && (
        <ul class="notes">
          {conflicts.map(({ kind, code, slug, author, at }) => (
            <li key={code}><span class="badge badge-gold">{say(`imports.${kind}`)}</span><p>{slug ? <a href={`/desk/sites/${code}`}>{slug}</a> : code} <span class="small">{author}, {instant(at)}</span></p></li>
          ))}
        </ul>
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      {changes.length < size && changes.length > 0 && <p class="small">{say('imports.changesFirst', { count: changes.length })}</p>}
      {size === 0 && <p class="soft">{say('imports.nothingToUndo')}</p>}
      {may('UNDO_IMPORT') && size > 0 && <div><Button weight="red" onPress={() => setAsking(true)}>{say('imports.undo')}</Button></div>}
      {isAsking && <Ask run={run} undoing={undoing} again={again} close={() => setAsking(false)} />}
    </section>
  );
}

/** Reasons typed and not sent yet, by import: a closed dialog loses none. */
const reasons = new Map<string, string>();

function Ask({ run, undoing, again, close }: { run: Run; undoing: Undoing; again: () => void; close: () => void }) {
  const [reason, setReason] = useState(reasons.get(run.id) ?? '');
  const [isLeft, setLeft] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const deed = useDeed();
  const hasConflicts = undoing.conflictCount > 0;
  const act = async (): Promise<void> => {
    setRefused(hasConflicts && !isLeft);
    if (hasConflicts && !isLeft) return;
    if (!await deed.run(UndoImportDocument, { id: run.id, reason, leaveChanged: isLeft })) return;
    reasons.delete(run.id);
    toast(say('imports.undoneNow', { number: run.number }));
    close();
    again();
  };
  return (
    <Confirm title={say('imports.undoTitle', { number: run.number })} act={say('imports.undoNow')} isRed attempt={deed} shown={['reason']} onAct={() => void act()} onClose={close}>
      <ul class="bullets">
        <li>{say('imports.restored', { count: undoing.restoredCount })}</li>
        <li>{say('imports.withdrawn', { count: undoing.withdrawnCount })}</li>
      </ul>
      <p>{say('imports.undoHelp')}</p>
      <Field label={say('imports.reason')} help={say('imports.reasonHelp')} problem={problemOf(deed, 'reason')}>
        {(wired) => (
          <textarea class="input" {...wired} value={reason} maxLength={1000} onInput={(event) => {
            setReason(event.currentTarget.value);
            reasons.set(run.id, event.currentTarget.value);
          }} />
        )}
      </Field>
      {hasConflicts && (
        <div>
          <label class="check">
            <input type="checkbox" checked={isLeft} aria-invalid={isRefused ? 'true' : undefined} aria-describedby={isRefused ? 'leave-needed' : undefined} onChange={(event) => setLeft(event.currentTarget.checked)} />
            {say('imports.leave', { count: undoing.conflictCount })}
          </label>
          {isRefused && <p class="field-problem" id="leave-needed" role="alert">{say('imports.leaveNeeded')}</p>}
        </div>
      )}
    </Confirm>
  );
}
