// Open a period, close it, or correct what was closed: each says first what it fixes for good.
import { useState } from 'preact/hooks';
import { ClosePeriodDocument, OpenPeriodDocument, type ClosingSeenFragment, type PeriodsSeenQuery } from '../graphql/documents.ts';
import { problemOf, useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { toast } from '../ui/toasts.tsx';
import { day, today } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { InTheWay } from './in-the-way.tsx';
import { lastDay } from './trend.ts';

interface Ends {
  onDone: () => void;
  onLeave: () => void;
}

export function Opening({ onDone, onLeave }: Ends) {
  const [said, set] = useState({ code: '', opensOn: '', last: '' });
  const deed = useDeed();
  const send = async () => {
    const closesOn = said.last && new Date(Date.parse(said.last) + 86_400_000).toISOString().slice(0, 10);
    if (!await deed.run(OpenPeriodDocument, { code: said.code.trim(), opensOn: said.opensOn, closesOn })) return;
    toast(say('periods.opened', { code: said.code.trim() }));
    onDone();
  };
  const isWhole = said.code.trim() && said.opensOn && said.last;
  return (
    <Dialog title={say('periods.open')} onClose={onLeave} foot={(
      <>
        <Button weight="quiet" onPress={onLeave}>{say('find.notNow')}</Button>
        <Button isBusy={deed.isBusy} disabled={!isWhole} onPress={() => void send()}>{say('periods.openNow')}</Button>
      </>
    )}>
      <p>{say('periods.openHelp')}</p>
      <Field label={say('periods.code')} help={say('periods.codeHelp')} problem={problemOf(deed, 'code')}>
        {(wired) => <input class="input" {...wired} value={said.code} maxLength={20} autocomplete="off" onInput={(event) => set({ ...said, code: event.currentTarget.value.toUpperCase() })} />}
      </Field>
      <Field label={say('periods.first')} problem={problemOf(deed, 'opensOn')}>
        {(wired) => <input class="input" type="date" {...wired} value={said.opensOn} onInput={(event) => set({ ...said, opensOn: event.currentTarget.value })} />}
      </Field>
      <Field label={say('periods.last')} problem={problemOf(deed, 'closesOn')}>
        {(wired) => <input class="input" type="date" {...wired} value={said.last} onInput={(event) => set({ ...said, last: event.currentTarget.value })} />}
      </Field>
      <InTheWay attempt={deed} fields={['code', 'opensOn', 'closesOn']} />
    </Dialog>
  );
}

interface Props extends Ends {
  period: PeriodsSeenQuery['periods'][number];
  restates: ClosingSeenFragment | null;
}

export function Closing({ period, restates, onDone, onLeave }: Props) {
  const last = lastDay(period.closesOn);
  const now = today();
  const [asOf, setAsOf] = useState(restates?.asOf ?? (now < last ? now : last));
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const deed = useDeed();
  const send = async () => {
    const answer = await deed.run(ClosePeriodDocument, { period: period.code, asOf, restates: restates?.id ?? null, reason: reason.trim() || null });
    if (!answer?.deed?.snapshot) return;
    toast(say('periods.closed', { id: answer.deed.snapshot.id }));
    onDone();
  };
  return (
    <Dialog title={say(restates ? 'periods.restateTitle' : 'periods.closeTitle', { code: period.code })} onClose={onLeave} foot={(
      <>
        <Button weight="quiet" onPress={onLeave}>{say('find.notNow')}</Button>
        <Button isBusy={deed.isBusy} disabled={!isSure || !asOf || (restates !== null && !reason.trim())} onPress={() => void send()}>{say(restates ? 'periods.restateNow' : 'periods.closeNow')}</Button>
      </>
    )}>
      {restates && <p>{say('periods.restateHelp', { id: restates.id })}</p>}
      <div class="notice notice-warning">
        <p class="notice-title">{say('periods.frozen')}</p>
        <ul class="bullets">
          <li>{say('periods.frozenFigures', { day: asOf ? day(asOf) : '…' })}</li>
          <li>{say('periods.frozenEntries')}</li>
          <li>{say('periods.frozenRules')}</li>
          <li>{say('periods.frozenSigned')}</li>
        </ul>
      </div>
      <Field label={say('periods.closeAsOf')} help={say('periods.closeAsOfHelp')} problem={problemOf(deed, 'asOf')}>
        {(wired) => <input class="input" type="date" {...wired} min={period.opensOn} max={last} value={asOf} onInput={(event) => setAsOf(event.currentTarget.value)} />}
      </Field>
      {restates && (
        <Field label={say('periods.reason')} help={say('periods.reasonHelp')} problem={problemOf(deed, 'reason')}>
          {(wired) => <textarea class="input" {...wired} value={reason} maxLength={1000} onInput={(event) => setReason(event.currentTarget.value)} />}
        </Field>
      )}
      <label class="check"><input type="checkbox" checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />{say('periods.sure')}</label>
      <InTheWay attempt={deed} fields={['asOf', 'reason']} />
    </Dialog>
  );
}
