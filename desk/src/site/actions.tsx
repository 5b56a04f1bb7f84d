// What may be done to a record now, as the policy says, and whose turn it is where this person may do nothing.
import { useState } from 'preact/hooks';
import {
  PublishDocument, RecallDocument, SubmitDocument, WithdrawDocument, type HeadFragment, type Permission,
} from '../graphql/documents.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { ago } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Assign } from './assign.tsx';
import { Standing } from './attempt.tsx';
import { problemOf, useDeed } from './deed.ts';
import { formAddress } from './fields.ts';
import { UnsentNotice, useUnsent } from './here.tsx';
import { turnOf } from './standing.ts';

interface Props {
  record: HeadFragment & { pageUrl: string };
  again: () => void;
}

type Open = 'submit' | 'withdraw' | 'publish' | 'assign' | null;

export function Actions({ record, again }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const deed = useDeed();
  const { work } = record;
  const may = (permission: Permission): boolean => work?.allowed.includes(permission) ?? false;
  const version = work?.version ?? record.version;
  const state = work?.state ?? record.state;
  const turn = turnOf(state, work?.allowed ?? []);
  const close = (): void => { setOpen(null); deed.forget(); };
  const at = { id: record.id, version };
  return (
    <section class="turn" aria-label={say('deed.title')}>
      <p class="turn-said">
        <b>{work ? sayTerm('turn', turn) : say('deed.none')}</b>
        {work?.submittedBy && work.submittedAt && (state === 'SUBMITTED' || state === 'APPROVED') && (
          <span class="small"> {say('deed.sentBy', { name: work.submittedBy.name, ago: ago(work.submittedAt) })}</span>
        )}
        {work?.reviewedBy && state === 'APPROVED' && <span class="small"> {say('deed.reviewedBy', { name: work.reviewedBy.name })}</span>}
      </p>
      <div class="row">
        {(may('APPROVE_SITE') || (may('RETURN_SITE') && state === 'APPROVED')) && (
          <ButtonLink href={`/desk/sites/${record.code}/review`}>{say(state === 'APPROVED' ? 'deed.lookAndPublish' : 'deed.review')}</ButtonLink>
        )}
        {may('SUBMIT_SITE') && <Button weight={state === 'RETURNED' ? 'quiet' : 'main'} onPress={() => setOpen('submit')}>{say('deed.submit')}</Button>}
        {may('REVISE_SITE') && <ButtonLink href={formAddress(record.code)} weight={may('SUBMIT_SITE') && state !== 'RETURNED' ? 'quiet' : 'main'}>{say('deed.edit')}</ButtonLink>}
        {may('RECALL_SITE') && (
          <Button weight="quiet" isBusy={deed.isBusy} onPress={async () => { if (await deed.run(RecallDocument, at)) toast(say('deed.recalled')); }}>{say('deed.recall')}</Button>
        )}
        {may('READ_HISTORY') && <ButtonLink href={`/desk/sites/${record.code}/history`} weight="quiet">{say('deed.history')}</ButtonLink>}
        {work?.publicVersion && <a class="button button-plain" href={record.pageUrl} target="_blank" rel="noreferrer">{say('deed.publicPage')}<span class="unseen"> {say('site.newTab')}</span></a>}
        {may('ASSIGN_WORK') && <Button weight="plain" onPress={() => setOpen('assign')}>{say('deed.assign')}</Button>}
        {may('WITHDRAW_SITE') && <Button weight="red" onPress={() => setOpen('withdraw')}>{say('deed.withdraw')}</Button>}
      </div>
      {!open && <Standing attempt={deed} record={record} again={again} />}
      {open === 'submit' && <Submit record={record} deed={deed} at={at} close={close} again={again} />}
      {open === 'withdraw' && <Withdraw record={record} deed={deed} at={{ ...at, version: work?.publicVersion ?? version }} close={close} again={again} />}
      {open === 'assign' && <Assign record={record} close={close} />}
    </section>
  );
}

interface Doing extends Props {
  deed: ReturnType<typeof useDeed>;
  at: { id: string; version: number };
  close: () => void;
}

function Submit({ record, deed, at, close, again }: Doing) {
  const send = async (): Promise<void> => {
    const done = await deed.run(SubmitDocument, at);
    if (!done) return;
    toast(say('deed.submitted'));
    if (!done.deed?.warnings.length) close();
  };
  const isSent = deed.warnings.length > 0;
  const here = useUnsent(record.code);
  return (
    <Dialog title={say(isSent ? 'deed.submittedBut' : 'deed.submit')} onClose={close} foot={isSent ? <Button onPress={close}>{say('deed.close')}</Button> : (
      <>
        <Button weight="quiet" onPress={close}>{say('deed.notNow')}</Button>
        {(here === null || here === 'asking') && <Button isBusy={deed.isBusy || here === 'asking'} onPress={() => void send()}>{say('deed.submit')}</Button>}
      </>
    )}>
      {!isSent && here && here !== 'asking' && <UnsentNotice here={here} code={record.code} />}
      {!isSent && !here && <p>{say('deed.submitHelp')}</p>}
      <Standing attempt={deed} record={record} again={again} />
    </Dialog>
  );
}

function Withdraw({ record, deed, at, close, again }: Doing) {
  const [reason, setReason] = useState('');
  const send = async (): Promise<void> => {
    if (!await deed.run(WithdrawDocument, { ...at, reason })) return;
    toast(say('deed.withdrawn'));
    close();
  };
  return (
    <Dialog title={say('deed.withdraw')} onClose={close} foot={(
      <>
        <Button weight="quiet" onPress={close}>{say('deed.notNow')}</Button>
        <Button weight="red" isBusy={deed.isBusy} onPress={() => void send()}>{say('deed.withdrawNow')}</Button>
      </>
    )}>
      <p>{say('deed.withdrawHelp')}</p>
      <Field label={say('deed.reason')} help={say('deed.reasonHelp')} problem={problemOf(deed, 'reason')}>
        {(wired) => <textarea class="input" {...wired} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />}
      </Field>
      <Standing attempt={deed} record={record} again={again} except="reason" />
    </Dialog>
  );
}

/** Publishing is asked once more: it changes what everybody sees. */
export function Publish({ record, deed, close, again, done }: Omit<Doing, 'at'> & { done: () => void }) {
  const send = async (): Promise<void> => {
    if (!await deed.run(PublishDocument, { id: record.id, version: record.version })) return;
    toast(say('deed.published', { name: record.name.text }));
    done();
  };
  return (
    <Dialog title={say('deed.publishTitle', { name: record.name.text })} onClose={close} foot={(
      <>
        <Button weight="quiet" onPress={close}>{say('deed.notNow')}</Button>
        <Button isBusy={deed.isBusy} onPress={() => void send()}>{say('deed.publish')}</Button>
      </>
    )}>
      <p>{say(record.work?.publicVersion ? 'deed.publishChange' : 'deed.publishNew')}</p>
      <Standing attempt={deed} record={record} again={again} />
    </Dialog>
  );
}
