import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import '../site/site.css';
import { InTheWay } from '../coverage/in-the-way.tsx';
import { Sections } from '../coverage/sections.tsx';
import {
  AppraiseSheetDocument, DecideSheetDocument, OpenSheetDocument, ScoreSelfDocument, SheetWholeDocument, SubmitSheetDocument, type SheetWholeQuery,
} from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may, person } from '../people/viewer.ts';
import { useDeed } from '../site/deed.ts';
import { words } from '../site/record-of.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { View } from '../ui/view.tsx';
import { day, instant } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { draftBefore, keepDraft } from './draft.ts';
import { codeOfField, judgedInputs, selfInputs, treeOf, withTyped, type Draft, type Stage, type Typed } from './lines.ts';
import { Branches } from './line.tsx';
import { Files, points, Watermark } from './parts.tsx';
import { isOwn } from './own.ts';
import './scores.css';

type Sheet = NonNullable<SheetWholeQuery['scoreSheet']>;
const COURSE = ['OPEN', 'SELF_SCORED', 'SUBMITTED', 'VERIFIED', 'COUNCIL_FINAL', 'PUBLISHED'] as const;

/** What this person may do to a sheet as it stands; the server judges once more. */
function stageFor({ state, subject }: Sheet): Stage | null {
  const own = isOwn(subject, person());
  if (own) return state === 'OPEN' || state === 'SELF_SCORED' ? 'self' : null;
  if (state === 'SUBMITTED' && may('APPRAISE_SCORES')) return 'appraised';
  return state === 'VERIFIED' && may('DECIDE_SCORES') ? 'final' : null;
}

/** One sheet by its criteria: points of each stage side by side, what proves them, and what this person does next. */
export default function SheetView() {
  const { params } = useRoute();
  const subject = decodeURIComponent(params.subject ?? '');
  const period = decodeURIComponent(params.period ?? '');
  const { data, trouble, again } = useQuery(SheetWholeDocument, { subject, period, language: words() });
  const sheet = data?.scoreSheet;
  return (
    <View title={sheet ? sheet.subject.name : say('scores.sheet')} lead={sheet && say('scores.sheetLead', { period, set: sheet.criteriaSet.title })}>
      <div class="coverage">
        <Sections here="/desk/scores" />
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={6} />}
        {data && !sheet && <Empty title={say('scores.noSheet')}><p>{say('scores.noSheetHelp')}</p><ButtonLink href="/desk/scores" weight="quiet">{say('scores.title')}</ButtonLink></Empty>}
        {sheet && <Whole key={`${sheet.subject.code}${sheet.period.code}${stageFor(sheet) ?? sheet.state}`} sheet={sheet} again={again} />}
      </div>
    </View>
  );
}

function Whole({ sheet, again }: { sheet: Sheet; again: () => void }) {
  const { subject, period, lines } = sheet;
  const stage = stageFor(sheet);
  const [draft, setDraft] = useState<Draft>(() => (stage ? draftBefore(period.code, subject.code, stage) : {}));
  const put = (next: Draft) => {
    setDraft(next);
    if (stage) keepDraft(period.code, subject.code, stage, next);
  };
  const codes = lines.map(({ criterion }) => criterion.code);
  const deed = useDeed();
  const problems = new Map<string, string[]>();
  for (const { field, message } of deed.problems) {
    const code = codeOfField(field, codes);
    if (code) problems.set(code, [...(problems.get(code) ?? []), message]);
  }
  const at = { subject: subject.code, period: period.code };
  const done = (message: string) => {
    toast(message);
    again();
  };
  return (
    <>
      <Watermark text={sheet.watermark} />
      <Head sheet={sheet} />
      {stage && Object.keys(draft).length > 0 && <p class="notice">{say('scores.kept', { count: Object.keys(draft).length })}</p>}
      <section class="stack" aria-labelledby="criteria">
        <h2 id="criteria">{say('scores.criteria')}</h2>
        <Branches branches={treeOf(lines)} stage={stage} draft={draft} problems={problems} onType={(code: string, typed: Typed) => put(withTyped(draft, code, typed))} />
      </section>
      <InTheWay attempt={{ ...deed, problems: deed.problems.filter(({ field }) => !codeOfField(field, codes)) }} />
      {problems.size > 0 && <p class="field-problem" role="alert">{say('scores.atLines', { count: problems.size, codes: [...problems.keys()].join(', ') })}</p>}
      <Deeds sheet={sheet} stage={stage} draft={draft} deed={deed} at={at} clear={() => put({})} done={done} />
      <section class="panel record-section" aria-labelledby="sheet-files">
        <h2 id="sheet-files">{say('periods.files')}</h2>
        <Files files={sheet.files} />
      </section>
    </>
  );
}

/** How far it has come, its total, its day. */
function Head({ sheet }: { sheet: Sheet }) {
  const { state, total, exactTotal, rank, dueOn, submittedAt, isLate, gates, criteriaSet } = sheet;
  const here = COURSE.indexOf(state as (typeof COURSE)[number]);
  return (
    <section class="panel record-section" aria-label={say('scores.standing')}>
      <ol class="course">
        {COURSE.map((step, place) => (
          <li key={step} class={place < here ? 'course-done' : undefined} aria-current={place === here ? 'step' : undefined}>{sayTerm('sheetState', step)}</li>
        ))}
      </ol>
      <dl class="figures">
        <div><dt>{say('scores.total')}</dt><dd>{points(total)}</dd></div>
        {rank && <div><dt>{say('scores.place')}</dt><dd>{rank}</dd></div>}
      </dl>
      <p class="small">
        {[
          exactTotal && say('scores.exact', { total: exactTotal }),
          dueOn && say('home.due', { day: day(dueOn) }),
          submittedAt && say('scores.submittedAt', { at: instant(submittedAt) }),
          isLate && say('scores.late'),
          `${criteriaSet.name} ${criteriaSet.version}`,
          criteriaSet.legalBasis,
        ].filter(Boolean).join(' · ')}
      </p>
      {gates.length > 0 && <p class="notice notice-warning">{say('scores.gates', { codes: gates.join(', ') })}</p>}
    </section>
  );
}

interface DeedsProps {
  sheet: Sheet;
  stage: Stage | null;
  draft: Draft;
  deed: ReturnType<typeof useDeed>;
  at: { subject: string; period: string };
  clear: () => void;
  done: (message: string) => void;
}

function Deeds(props: DeedsProps) {
  const { sheet, stage, deed, at, done } = props;
  if (sheet.state === 'REGISTERED' && isOwn(sheet.subject, person())) {
    const open = async () => {
      if (await deed.run(OpenSheetDocument, at)) done(say('scores.opened'));
    };
    return <div class="row sheet-deeds"><Button isBusy={deed.isBusy} onPress={() => void open()}>{say('scores.open')}</Button><p class="small">{say('scores.openHelp')}</p></div>;
  }
  if (stage === 'self') return <OwnDeeds {...props} />;
  return stage ? <JudgeDeeds {...props} stage={stage} /> : null;
}

function OwnDeeds({ sheet, draft, deed, at, clear, done }: DeedsProps) {
  const [isAsking, setAsking] = useState(false);
  const lines = selfInputs(sheet.lines, draft);
  const save = async () => {
    if (!await deed.run(ScoreSelfDocument, { ...at, lines })) return;
    clear();
    done(say('scores.saved'));
  };
  const submit = async () => {
    setAsking(false);
    if (await deed.run(SubmitSheetDocument, at)) done(say('scores.submitted'));
  };
  return (
    <div class="row sheet-deeds">
      <Button isBusy={deed.isBusy} disabled={lines.length === 0} onPress={() => void save()}>{say('scores.save', { count: lines.length })}</Button>
      <Button weight="quiet" isBusy={deed.isBusy} disabled={lines.length > 0} onPress={() => setAsking(true)}>{say('scores.submit')}</Button>
      {lines.length > 0 && <p class="small">{say('scores.saveFirst')}</p>}
      {isAsking && (
        <Dialog title={say('scores.submitTitle')} onClose={() => setAsking(false)} foot={(
          <>
            <Button weight="quiet" onPress={() => setAsking(false)}>{say('find.notNow')}</Button>
            <Button onPress={() => void submit()}>{say('scores.submitNow')}</Button>
          </>
        )}><p>{say('scores.submitHelp')}</p></Dialog>
      )}
    </div>
  );
}

function JudgeDeeds({ sheet, stage, draft, deed, at, clear, done }: DeedsProps & { stage: Stage }) {
  const [isAsking, setAsking] = useState(false);
  const lines = judgedInputs(sheet.lines, draft);
  const isCouncil = stage === 'final';
  const finish = async () => {
    setAsking(false);
    const answer = isCouncil ? await deed.run(DecideSheetDocument, { ...at, lines }) : await deed.run(AppraiseSheetDocument, { ...at, lines, rest: true });
    if (!answer) return;
    clear();
    done(say(isCouncil ? 'scores.decided' : 'scores.appraised'));
  };
  const part = async () => {
    if (!await deed.run(AppraiseSheetDocument, { ...at, lines, rest: false })) return;
    clear();
    done(say('scores.saved'));
  };
  return (
    <div class="row sheet-deeds">
      {!isCouncil && <Button weight="quiet" isBusy={deed.isBusy} disabled={lines.length === 0} onPress={() => void part()}>{say('scores.saveJudged', { count: lines.length })}</Button>}
      <Button isBusy={deed.isBusy} onPress={() => setAsking(true)}>{say(isCouncil ? 'scores.decide' : 'scores.appraiseRest')}</Button>
      {isAsking && (
        <Dialog title={say(isCouncil ? 'scores.decideTitle' : 'scores.appraiseTitle')} onClose={() => setAsking(false)} foot={(
          <>
            <Button weight="quiet" onPress={() => setAsking(false)}>{say('find.notNow')}</Button>
            <Button onPress={() => void finish()}>{say(isCouncil ? 'scores.decideNow' : 'scores.appraiseNow')}</Button>
          </>
        )}><p>{say(isCouncil ? 'scores.decideHelp' : 'scores.appraiseHelp', { count: lines.length })}</p></Dialog>
      )}
    </div>
  );
}
