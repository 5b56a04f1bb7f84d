import '../site/site.css';
import './review.css';
import { useState } from 'preact/hooks';
import { ApproveAllDocument, QueueDocument, type HeadFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { countWaiting } from '../people/waiting.ts';
import { useDeed } from '../site/deed.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { ago } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { isSaid, saidBefore } from './said.ts';

export default function Queue() {
  const [after, setAfter] = useState<string | null>(null);
  const { data, trouble, again } = useQuery(QueueDocument, { after });
  const { totalCount = 0, nodes = [], pageInfo } = data?.sites ?? {};
  const groups = (['SUBMITTED', 'APPROVED'] as const).map((state) => ({ state, records: nodes.filter((one) => one.state === state) }));
  return (
    <View title={say('review.title')} guide="6-tham-dinh" lead={data && say('review.lead', { count: totalCount })}>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts />}
      {data && totalCount === 0 && (
        <Empty title={say('review.empty')}>
          <p>{say('review.emptyHelp')}</p>
          <ButtonLink href="/desk/sites" weight="quiet">{say('rail.find')}</ButtonLink>
        </Empty>
      )}
      <div class="stack">
        {groups.map(({ state, records }) => records.length > 0 && (
          state === 'SUBMITTED' ? <ToApprove key={state} records={records} again={again} /> : <ToPublish key={state} records={records} />
        ))}
        {pageInfo?.hasNextPage && <div><Button weight="quiet" onPress={() => setAfter(pageInfo.endCursor)}>{say('review.next')}</Button></div>}
      </div>
    </View>
  );
}

function ToPublish({ records }: { records: HeadFragment[] }) {
  return (
    <section class="stack" aria-labelledby="to-publish">
      <h2 id="to-publish">{say('review.toPublish', { count: records.length })}</h2>
      <ul class="lines">{records.map((record) => <li class="queued" key={record.code}><Told record={record} /></li>)}</ul>
    </section>
  );
}

/** Several submissions are approved at once, all or none; what stands in the way of one is told at its line. */
function ToApprove({ records, again }: { records: HeadFragment[]; again: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState<HeadFragment[]>([]);
  const deed = useDeed();
  const picked = records.filter(({ code }) => chosen.has(code));
  const [held, hold] = useState<ReadonlySet<string>>(new Set());
  const problemOf = (record: HeadFragment): string | undefined => (held.has(record.code) ? say('review.remarksHere') : undefined) ?? deed.problems.find(({ field }) => field === `items.${sent.findIndex(({ code }) => code === record.code)}`)?.message;
  const toggle = (code: string, isOn: boolean): void => setChosen(new Set([...chosen].filter((one) => one !== code).concat(isOn ? [code] : [])));
  const approve = async (wanted: HeadFragment[]): Promise<void> => {
    // Remarks that were written and not sent are not passed over in silence.
    const remarked = wanted.filter(({ code, version }) => isSaid(saidBefore(code, version)));
    hold(new Set(remarked.map(({ code }) => code)));
    if (remarked.length) return deed.forget();
    setSent(wanted);
    if (!await deed.run(ApproveAllDocument, { items: wanted.map(({ id, version }) => ({ id, version })) })) return;
    toast(say('review.approvedAll', { count: wanted.length }));
    setChosen(new Set());
    void countWaiting();
  };
  const isAll = picked.length === records.length;
  const free = picked.filter((record) => !problemOf(record));
  return (
    <section class="stack" aria-labelledby="to-approve">
      <h2 id="to-approve">{say('review.toApprove', { count: records.length })}</h2>
      <div class="bulk">
        <label class="check">
          <input type="checkbox" checked={isAll} onChange={() => setChosen(new Set(isAll ? [] : records.map(({ code }) => code)))} />
          {say('review.all')}
        </label>
        <Button weight={picked.length ? 'main' : 'quiet'} disabled={picked.length === 0} isBusy={deed.isBusy} onPress={() => void approve(picked)}>
          {say('review.approveChosen', { count: picked.length })}
        </Button>
      </div>
      {deed.trouble && <TroubleNotice trouble={deed.trouble} again={() => void approve(picked)} />}
      {deed.problems.length + held.size > 0 && (
        <div class="notice notice-trouble" role="alert">
          <p class="notice-title">{say(held.size ? 'review.noneRemarked' : 'review.noneApproved', { count: held.size || deed.problems.length })}</p>
          <div class="row">
            {free.length > 0 && <Button weight="quiet" onPress={() => { setChosen(new Set(free.map(({ code }) => code))); void approve(free); }}>{say('review.approveRest', { count: free.length })}</Button>}
            <Button weight="plain" onPress={() => { deed.forget(); again(); }}>{say('deed.reload')}</Button>
          </div>
        </div>
      )}
      <ul class="lines">
        {records.map((record) => {
          const problem = problemOf(record);
          return (
            <li class="queued queued-choice" key={record.code}>
              <label class="tick">
                <input type="checkbox" checked={chosen.has(record.code)} aria-describedby={problem ? `problem-${record.code}` : undefined}
                  aria-invalid={problem ? 'true' : undefined} onChange={(event) => toggle(record.code, event.currentTarget.checked)} />
                <span class="unseen">{say('review.choose', { name: record.name.text })}</span>
              </label>
              <Told record={record} />
              {problem && <p class="field-problem" id={`problem-${record.code}`}>{problem}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Told({ record }: { record: HeadFragment }) {
  const { work, code, name, adminUnit } = record;
  return (
    <div class="queued-told">
      <a class="queued-name" href={`/desk/sites/${code}/review`}>{name.text}</a>
      <p class="small">
        {work?.submittedBy && work.submittedAt && `${say('deed.sentBy', { name: work.submittedBy.name, ago: ago(work.submittedAt) })} · `}
        {work?.reviewedBy && `${say('deed.reviewedBy', { name: work.reviewedBy.name })} · `}
        {code}{adminUnit && ` · ${adminUnit.name}`}
      </p>
      <span class={work?.publicVersion ? 'badge' : 'badge badge-green'}>{say(work?.publicVersion ? 'review.change' : 'review.new')}</span>
    </div>
  );
}
