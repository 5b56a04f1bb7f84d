import { useLocation } from 'preact-iso';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ImportRegister } from '../graphql/documents.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TroubleNotice } from '../ui/states.tsx';
import { say, type Word } from '../words/words.ts';
import { sizeOf, useCourse, type Course } from './attempt.ts';
import { Told } from './told.tsx';

const REGISTERS: Record<ImportRegister, Word> = { SITES: 'imports.ofSites', PROCEDURES: 'imports.ofProcedures', PROCEDURE_COUNTS: 'imports.ofCounts' };

/** Choose a file, see what it would do, then do it. */
export function NewImport({ onChanged }: { onChanged: () => void }) {
  const { query } = useLocation();
  const [register, setRegister] = useState<ImportRegister>(query.register && query.register in REGISTERS ? (query.register as ImportRegister) : 'SITES');
  const { course, tryIt, importIt, restart } = useCourse(register);
  const head = useRef<HTMLHeadingElement>(null);
  const [isWhole, setWhole] = useState(false);
  const { kind } = course;
  useEffect(() => {
    if (kind === 'tried' || kind === 'done' || kind === 'unread') head.current?.focus();
    if (kind === 'done') onChanged();
  }, [kind, onChanged]);
  const choose = (file: File): void => {
    setWhole(false);
    void tryIt(file);
  };
  return (
    <section class="panel stack" aria-labelledby="new-import">
      <h2 id="new-import" ref={head} tabIndex={-1}>{titleOf(course)}</h2>
      {(kind === 'start' || kind === 'unread' || kind === 'failed') && <Into register={register} onChange={setRegister} />}
      {kind === 'start' && <Chooser onFile={choose} isFirst />}
      {kind === 'busy' && <Busy course={course} />}
      {kind === 'failed' && (
        <>
          <TroubleNotice trouble={course.trouble} again={() => void tryIt(course.file)} />
          <Chooser onFile={choose} />
        </>
      )}
      {kind === 'unread' && (
        <>
          <div class="notice notice-trouble" role="alert">
            <p class="notice-title">{course.file.name}</p>
            {course.problems.map(({ code, message }) => <p key={code}>{message}</p>)}
          </div>
          <Chooser onFile={choose} />
        </>
      )}
      {kind === 'tried' && <Tried {...{ course, isWhole, setWhole, choose }} onImport={() => importIt(course, isWhole)} />}
      {kind === 'done' && <Done course={course} onAnother={restart} />}
    </section>
  );
}

/** Into which register: the columns of one may also be those of another. */
function Into({ register, onChange }: { register: ImportRegister; onChange: (register: ImportRegister) => void }) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class="field-label">{say('imports.into')}</legend>
      <div class="chips">
        {(Object.keys(REGISTERS) as ImportRegister[]).map((one) => (
          <label class="chip" key={one}><input type="radio" name={name} checked={register === one} onChange={() => onChange(one)} />{say(REGISTERS[one])}</label>
        ))}
      </div>
      {register !== 'SITES' && <p class="field-help">{say(register === 'PROCEDURES' ? 'imports.ofProceduresHelp' : 'imports.ofCountsHelp')}</p>}
    </fieldset>
  );
}

function titleOf(course: Course): string {
  if (course.kind === 'tried') return say('imports.tried', { name: course.file.name });
  if (course.kind === 'done' && (course.run ?? course.report?.isKept)) return say('imports.done', { name: course.file.name });
  return say(course.kind === 'unread' ? 'imports.unread' : 'imports.new');
}

function Chooser({ onFile, isFirst }: { onFile: (file: File) => void; isFirst?: boolean }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file) onFile(file);
    if (input.current) input.current.value = '';
  };
  return (
    <div
      class={isOver ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}
    >
      <label class="field-label" for={id}>{say('imports.file')}</label>
      <p class="field-help" id={`${id}-help`}>{say('imports.fileHelp')}</p>
      <input class="unseen" ref={input} id={id} type="file" accept=".csv,.xlsx,text/csv" aria-describedby={`${id}-help`} onChange={(event) => take(event.currentTarget.files)} />
      <Button weight={isFirst ? 'main' : 'quiet'} onPress={() => input.current?.click()}>{say(isFirst ? 'imports.choose' : 'imports.chooseOther')}</Button>
    </div>
  );
}

function Busy({ course }: { course: Extract<Course, { kind: 'busy' }> }) {
  const isSending = course.sent < 1;
  const text = say(isSending ? 'imports.sending' : course.isTry ? 'imports.trying' : 'imports.importing');
  return (
    <div class="stack" aria-busy="true">
      <p role="status">{course.file.name}: {text}</p>
      <progress class="progress" aria-label={text} max={1} value={isSending ? course.sent : undefined} />
    </div>
  );
}

interface TriedProps {
  course: Extract<Course, { kind: 'tried' }>;
  isWhole: boolean;
  setWhole: (isWhole: boolean) => void;
  choose: (file: File) => void;
  onImport: () => Promise<boolean>;
}

function Tried({ course, isWhole, setWhole, choose, onImport }: TriedProps) {
  const [isAsking, setAsking] = useState(false);
  const { report, trouble } = course;
  const size = sizeOf(report);
  const mayImport = size > 0 && !(isWhole && report.refusedCount > 0);
  return (
    <>
      <p class="soft">{say('imports.triedHelp')}</p>
      {trouble && <TroubleNotice trouble={trouble} again={() => void onImport()} />}
      <Told report={report} name={course.file.name} />
      {size === 0 && (
        <div class="notice">
          <p class="notice-title">{say(report.refusedCount ? 'imports.allBad' : 'imports.nothing')}</p>
          <p>{say(report.refusedCount ? 'imports.allBadHelp' : 'imports.nothingHelp')}</p>
        </div>
      )}
      {size > 0 && report.refusedCount > 0 && (
        <label class="check">
          <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.currentTarget.checked)} />
          {say('imports.whole')}
        </label>
      )}
      <div class="row">
        {size > 0 && <Button disabled={!mayImport} onPress={() => setAsking(true)}>{say('imports.import', { count: size })}</Button>}
      </div>
      <Chooser onFile={choose} />
      {isAsking && (
        <Dialog title={say('imports.confirm', { count: size })} onClose={() => setAsking(false)} foot={(
          <>
            <Button weight="quiet" onPress={() => setAsking(false)}>{say('administration.notNow')}</Button>
            <Button onPress={() => { setAsking(false); void onImport(); }}>{say('imports.confirmNow')}</Button>
          </>
        )}>
          <p>{say('imports.confirmHelp')}</p>
          {report.refusedCount > 0 && <p>{say('imports.confirmBad', { count: report.refusedCount })}</p>}
        </Dialog>
      )}
    </>
  );
}

function Done({ course, onAnother }: { course: Extract<Course, { kind: 'done' }>; onAnother: () => void }) {
  const { run, report, file } = course;
  const isKept = run !== null || report?.isKept;
  return (
    <>
      <div class={isKept ? 'notice' : 'notice notice-warning'} role="status">
        <p>{run ? say('imports.doneHelp', { created: run.createdCount, changed: run.changedCount }) : say(isKept ? 'imports.nothing' : 'imports.notKept')}</p>
      </div>
      {report && report.refusedCount > 0 && <Told report={report} name={file.name} isOver />}
      <div class="row">
        {run && <ButtonLink href={`/desk/admin/imports/${run.number}`} weight="quiet">{say('imports.see')}</ButtonLink>}
        <Button weight="quiet" onPress={onAnother}>{say('imports.another')}</Button>
      </div>
    </>
  );
}
