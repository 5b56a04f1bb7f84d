import '../site/site.css';
import './review.css';
import { useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { Changes, type FieldChange } from '../difference/changes.tsx';
import { ask } from '../graphql/client.ts';
import {
  ApproveDocument, QueueDocument, RecordComparisonDocument, ReturnDocument, ReviewedRecordDocument, type ReviewedRecordQuery,
} from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { countWaiting } from '../people/waiting.ts';
import { Publish } from '../site/actions.tsx';
import { Standing } from '../site/attempt.tsx';
import { problemOf, useDeed } from '../site/deed.ts';
import { Picture } from '../site/pictures.tsx';
import { HeadLine } from '../site/record.tsx';
import { words } from '../site/record-of.ts';
import { newest, Remarks } from '../site/remarks.tsx';
import { nextAfter } from '../site/standing.ts';
import { fieldWord } from '../site/words.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { ago } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { isSaid, keepSaid, NOTHING, saidBefore, withRemark, type Said } from './said.ts';
import { SaidDialog } from './said-dialog.tsx';

type Reviewed = ReviewedRecordQuery['sites']['nodes'][number];

export default function Review() {
  const { params } = useRoute();
  const code = params.code ?? '';
  return <ReviewView key={code} code={code} />;
}

function ReviewView({ code }: { code: string }) {
  const { data, trouble, isLoading, again } = useQuery(ReviewedRecordDocument, { codes: [code], words: words() });
  const record = data?.sites.nodes[0];
  return (
    <View guide="6-tham-dinh" title={record ? say('review.of', { name: record.name.text }) : say('review.title')} lead={record && <HeadLine record={record} />}>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && !record && <Empty title={say('site.none')}><p>{say('site.noneHelp')}</p></Empty>}
      {record && <Whole key={record.version} record={record} isFresh={!isLoading} again={again} />}
    </View>
  );
}

interface Props {
  record: Reviewed;
  /** Whether this is how the record stands now: what was kept on this machine is shown first, and nothing is decided upon it. */
  isFresh: boolean;
  again: () => void;
}

function Whole({ record, isFresh, again }: Props) {
  const { code, version, work } = record;
  const [said, setSaid] = useState<Said>(() => saidBefore(code, version));
  const write = (next: Said): void => { setSaid(next); keepSaid(code, version, next); };
  const mayReturn = work?.allowed.includes('RETURN_SITE') ?? false;
  const before = work?.publicVersion ?? 0;
  const { data, trouble, again: compareAgain } = useQuery(RecordComparisonDocument, { codes: [code], from: before, to: version });
  const changes = data?.sites.nodes[0]?.comparison ?? [];
  return (
    <div class="review">
      <section class="stack" aria-labelledby="changes">
        <h2 id="changes">{say(before ? 'review.changes' : 'review.isNew', { version: before, count: changes.length })}</h2>
        {work?.submittedBy && work.submittedAt && <p class="soft">{say('deed.sentBy', { name: work.submittedBy.name, ago: ago(work.submittedAt) })} · <a href={`/desk/sites/${code}`}>{say('review.wholeRecord')}</a><span class="to-decision"> · <a href="#decision">{say('review.toDecision')}</a></span></p>}
        <Before record={record} />
        {trouble && <TroubleNotice trouble={trouble} again={compareAgain} />}
        {!data && !trouble && <Ghosts />}
        {data && changes.length === 0 && <p class="soft">{say('history.equal')}</p>}
        <Changes changes={changes} isNew={!before} under={mayReturn ? (field) => <RemarkField field={field} said={said} write={write} /> : () => null} />
        <ToLookAt record={record} changes={changes} />
      </section>
      <Decision record={record} isFresh={isFresh} said={said} write={write} again={again} />
    </div>
  );
}

/** What was said when it was returned before, so that one sees whether it was put right. */
function Before({ record }: { record: Reviewed }) {
  const remarks = newest(record.reviewComments);
  if (remarks.length === 0) return null;
  return (
    <details class="notice">
      <summary class="notice-title">{say('review.before', { version: remarks[0]?.version ?? 0 })}</summary>
      <Remarks remarks={remarks} code={record.code} isChanging={false} />
    </details>
  );
}

function RemarkField({ field, said, write }: { field: string; said: Said; write: (said: Said) => void }) {
  const text = said.remarks[field];
  const [isOpen, setOpen] = useState(text !== undefined);
  const name = fieldWord(field);
  if (!isOpen) return <div class="remark-closed"><button class="button button-plain remark-open" type="button" onClick={() => setOpen(true)}>{say('review.remark')}<span class="unseen">: {name}</span></button></div>;
  return (
    <Field label={say('review.remarkOn', { field: name })}>
      {(wired) => (
        <textarea class="input" {...wired} value={text ?? ''} ref={(area) => { if (area && text === undefined && !area.dataset.seen) { area.dataset.seen = 'yes'; area.focus(); } }}
          onInput={(event) => write(withRemark(said, field, event.currentTarget.value))} />
      )}
    </Field>
  );
}

/** Flags never block: equal pictures, photographs from far away, fields without an answer. */
function ToLookAt({ record, changes }: { record: Reviewed; changes: readonly FieldChange[] }) {
  const pictures = record.surrogates.edges.map(({ node }) => node);
  const isOdd = ({ work }: (typeof pictures)[number]): boolean => Boolean(work && (work.alike.length || work.capturePlace?.isFar || work.people === 'NOT_ASKED' || work.hasPersonalData));
  const changed = new Set(changes.map(({ field }) => field).filter((field) => field.startsWith('surrogates.')).map((field) => `${record.code}.${field.slice('surrogates.'.length)}`));
  const shown = pictures.filter((one) => isOdd(one) || changed.has(one.code));
  const odd = shown.filter(isOdd).length;
  const missing = record.completeness.missing ?? [];
  return (
    <>
      {shown.length > 0 && (
        <section class="stack" aria-labelledby="pictures">
          <h2 id="pictures">{say('review.pictures', { count: shown.length })}</h2>
          {odd > 0 && <p class="notice notice-warning">{say('review.odd', { count: odd })}</p>}
          <ul class="gallery">{shown.map((picture) => <Picture key={picture.code} picture={picture} />)}</ul>
        </section>
      )}
      {missing.length > 0 && <p class="small">{say('review.missing', { fields: missing.map(fieldWord).join(', ') })}</p>}
    </>
  );
}

function Decision({ record, isFresh, said, write, again }: Props & { said: Said; write: (said: Said) => void }) {
  const { route } = useLocation();
  const deed = useDeed();
  const [isPublishing, setPublishing] = useState(false);
  const [isAsking, askAbout] = useState<'approve' | 'publish' | null>(null);
  const { work, code, id, version } = record;
  const may = (what: 'APPROVE_SITE' | 'PUBLISH_SITE' | 'RETURN_SITE'): boolean => work?.allowed.includes(what) ?? false;
  const isBusy = deed.isBusy || !isFresh;
  const remarks = Object.entries(said.remarks).map(([field, text]) => ({ field, text }));
  const goOn = async (): Promise<void> => {
    const queue = await ask(QueueDocument, { after: null }).catch(() => null);
    const next = nextAfter(queue?.sites.nodes.map((one) => one.code) ?? [], code);
    void countWaiting();
    route(next ? `/desk/sites/${next}/review` : '/desk/review');
  };
  const decide = async (isReturn: boolean): Promise<void> => {
    const done = isReturn
      ? await deed.run(ReturnDocument, { id, version, comment: said.comment, remarks })
      : await deed.run(ApproveDocument, { id, version });
    if (!done) return;
    write(NOTHING);
    toast(say(isReturn ? 'review.returned' : 'review.approved', { name: record.name.text }));
    await goOn();
  };
  if (!may('APPROVE_SITE') && !may('PUBLISH_SITE') && !may('RETURN_SITE')) {
    return (
      <aside class="panel stack decision" aria-label={say('review.decision')}>
        <p class="notice-title">{say('review.notYours')}</p>
        <p>{say('review.notYoursHelp')}</p>
        <Standing attempt={deed} record={record} again={again} />
        <ButtonLink href="/desk/review" weight="quiet">{say('review.toQueue')}</ButtonLink>
      </aside>
    );
  }
  return (
    <aside class="panel stack decision" id="decision" aria-label={say('review.decision')}>
      <h2>{say('review.decision')}</h2>
      {may('APPROVE_SITE') && <Button isBusy={isBusy} onPress={() => (isSaid(said) ? askAbout('approve') : void decide(false))}>{say('review.approve')}</Button>}
      {may('PUBLISH_SITE') && <Button isBusy={isBusy} onPress={() => (isSaid(said) ? askAbout('publish') : setPublishing(true))}>{say('review.publish')}</Button>}
      {may('RETURN_SITE') && (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); if (!isBusy) void decide(true); }}>
          <Field label={say('review.comment')} help={say('review.commentHelp')} problem={problemOf(deed, 'comment')}>
            {(wired) => <textarea class="input" {...wired} value={said.comment} onInput={(event) => write({ ...said, comment: event.currentTarget.value })} />}
          </Field>
          {remarks.length > 0 && <p class="small">{say('review.remarks', { count: remarks.length, fields: remarks.map(({ field }) => fieldWord(field)).join(', ') })}</p>}
          <Button type="submit" weight="red" isBusy={isBusy}>{say('review.return')}</Button>
        </form>
      )}
      <Standing attempt={deed} record={record} again={again} except="comment" />
      <p class="small">{say('review.flow')}</p>
      {isPublishing && <Publish record={record} deed={deed} close={() => { setPublishing(false); deed.forget(); }} again={again} done={() => { write(NOTHING); void goOn(); }} />}
      {isAsking && (
        <SaidDialog remarks={remarks.length} mayReturn={may('RETURN_SITE')} isPublishing={isAsking === 'publish'} close={() => askAbout(null)}
          onReturn={() => { askAbout(null); void decide(true); }}
          onDrop={() => { askAbout(null); if (isAsking === 'publish') setPublishing(true); else void decide(false); }} />
      )}
    </aside>
  );
}
