import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import '../site/site.css';
import { Sections } from '../coverage/sections.tsx';
import { InTheWay } from '../coverage/in-the-way.tsx';
import { PublishSheetsDocument, SheetsSeenDocument, type ScoreSheetState, type SheetsSeenQuery } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may, person } from '../people/viewer.ts';
import { useDeed } from '../site/deed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { day } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { isOwn, sheetAddress } from './own.ts';
import { PeriodField, points, usePeriods } from './parts.tsx';
import './scores.css';

type Subject = SheetsSeenQuery['scoreSubjects'][number];
type Sheet = SheetsSeenQuery['scoreSheets'][number];
const STATES: readonly ScoreSheetState[] = ['SUBMITTED', 'VERIFIED', 'SELF_SCORED', 'OPEN', 'COUNCIL_FINAL', 'PUBLISHED'];

/** The sheets of a period: one's own first, then those that wait, then all others. */
export default function ScoresView() {
  const { query, route } = useLocation();
  const { periods, period } = usePeriods(query.period);
  const { data, trouble, again } = useQuery(SheetsSeenDocument, period ? { period } : null);
  const [isPublishing, setPublishing] = useState(false);
  return (
    <View title={say('scores.title')} lead={say('scores.lead')} actions={may('PUBLISH_SCORES') && period && <Button weight="quiet" onPress={() => setPublishing(true)}>{say('scores.publish')}</Button>}>
      <div class="coverage">
        <Sections here="/desk/scores" />
        <div class="panel asking"><PeriodField period={period} periods={periods} onChange={(code) => route(`/desk/scores?period=${code}`)} /></div>
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={4} />}
        {data && <Sheets data={data} period={period} />}
      </div>
      {isPublishing && <Publishing period={period} onLeave={() => setPublishing(false)} onDone={() => {
        setPublishing(false);
        again();
      }} />}
    </View>
  );
}

function Sheets({ data, period }: { data: SheetsSeenQuery; period: string }) {
  const who = person();
  const sheets = new Map(data.scoreSheets.map((sheet) => [sheet.subject.code, sheet]));
  const own = data.scoreSubjects.filter((subject) => isOwn(subject, who));
  const others = data.scoreSheets.filter(({ subject }) => !own.some(({ code }) => code === subject.code));
  const unopened = data.scoreSubjects.filter(({ code }) => !sheets.has(code) && !own.some((one) => one.code === code));
  return (
    <>
      {own.length > 0 && (
        <section class="stack" aria-labelledby="own">
          <h2 id="own">{say('scores.own')}</h2>
          <ul class="lines">{own.map((subject) => <SheetRow key={subject.code} subject={subject} sheet={sheets.get(subject.code)} period={period} />)}</ul>
        </section>
      )}
      {STATES.map((state) => {
        const some = others.filter((sheet) => sheet.state === state);
        return some.length > 0 && (
          <section class="stack" key={state} aria-labelledby={`state-${state}`}>
            <h2 id={`state-${state}`}>{sayTerm('sheetState', state)} ({some.length})</h2>
            <ul class="lines">{some.map((sheet) => <SheetRow key={sheet.subject.code} subject={sheet.subject} sheet={sheet} period={period} />)}</ul>
          </section>
        );
      })}
      {others.length === 0 && (may('READ_SCORES') && (may('APPRAISE_SCORES') || may('DECIDE_SCORES')) ? <Empty title={say('scores.none')}><p>{say('scores.noneHelp')}</p></Empty> : null)}
      {unopened.length > 0 && (
        <details>
          <summary class="list-title">{say('scores.unopened', { count: unopened.length })}</summary>
          <p class="small">{unopened.map(({ name }) => name).join(' · ')}</p>
        </details>
      )}
    </>
  );
}

function SheetRow({ subject, sheet, period }: { subject: Pick<Subject, 'code' | 'name' | 'cluster'>; sheet: Sheet | undefined; period: string }) {
  const state = sheet?.state ?? 'REGISTERED';
  return (
    <li class="line">
      <a class="line-name" href={sheetAddress(period, subject.code)}>{subject.name}</a>
      <span class="row">
        {sheet?.watermark && <span class="badge badge-gold">{say('scores.sample')}</span>}
        {sheet?.isLate && <span class="badge badge-red">{say('scores.late')}</span>}
        <span class={state === 'SUBMITTED' || state === 'VERIFIED' ? 'badge badge-violet' : 'badge'}>{sayTerm('sheetState', state)}</span>
      </span>
      <span class="small">
        {[subject.code, subject.cluster?.name, sheet && say('scores.totalOf', { total: points(sheet.total) }), sheet?.rank && say('scores.rank', { rank: sheet.rank }), sheet?.dueOn && say('home.due', { day: day(sheet.dueOn) })].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}

function Publishing({ period, onDone, onLeave }: { period: string; onDone: () => void; onLeave: () => void }) {
  const [kind, setKind] = useState<'COLLECTIVE' | 'INDIVIDUAL'>('COLLECTIVE');
  const [isSure, setSure] = useState(false);
  const deed = useDeed();
  const send = async () => {
    if (!await deed.run(PublishSheetsDocument, { period, kind })) return;
    toast(say('scores.published', { period }));
    onDone();
  };
  return (
    <Dialog title={say('scores.publishTitle', { period })} onClose={onLeave} foot={(
      <>
        <Button weight="quiet" onPress={onLeave}>{say('find.notNow')}</Button>
        <Button isBusy={deed.isBusy} disabled={!isSure} onPress={() => void send()}>{say('scores.publishNow')}</Button>
      </>
    )}>
      <p>{say('scores.publishHelp')}</p>
      <fieldset class="field">
        <legend class="field-label">{say('scores.whom')}</legend>
        <div class="chips">
          {(['COLLECTIVE', 'INDIVIDUAL'] as const).map((one) => (
            <label class="chip" key={one}><input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />{sayTerm('subjectKind', one)}</label>
          ))}
        </div>
      </fieldset>
      <label class="check"><input type="checkbox" checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />{say('periods.sure')}</label>
      <InTheWay attempt={deed} />
    </Dialog>
  );
}
