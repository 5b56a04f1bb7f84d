// One criterion: its points at each stage, what they were made from, what proves them, and the fields of whose turn it is.
import type { ComponentChildren } from 'preact';

import { Field } from '../ui/field.tsx';
import { number } from '../words/shown.ts';
import { say, sayTerm } from '../words/words.ts';
import { Proofs } from './proofs.tsx';
import { isOther, valuesOf, type Branch, type Draft, type Line, type Stage, type Typed } from './lines.ts';
import { points } from './parts.tsx';

interface Props {
  stage: Stage | null;
  draft: Draft;
  problems: ReadonlyMap<string, readonly string[]>;
  onType: (code: string, typed: Typed) => void;
}

export function Branches({ branches, ...props }: Props & { branches: readonly Branch[] }) {
  return (
    <ul class="criteria">
      {branches.map(({ line, children }) => (
        <li key={line.criterion.code} class={children.length ? 'criterion criterion-group' : 'criterion'}>
          <OneLine line={line} {...props} isGroup={children.length > 0} />
          {children.length > 0 && <Branches branches={children} {...props} />}
        </li>
      ))}
    </ul>
  );
}

function OneLine({ line, isGroup, stage, draft, problems, onType }: Props & { line: Line; isGroup: boolean }) {
  const { criterion, isApplicable, figure } = line;
  const { code, label, maximum, kind, isMeasured, method, evidenceRequired } = criterion;
  const typed = draft[code];
  const type = (change: Typed) => onType(code, change);
  const turn = isGroup || isMeasured ? null : stage;
  return (
    <article class="criterion-body" aria-label={`${code} ${label}`}>
      <div class="criterion-head">
        <h3><span class="number">{code}</span> {label}</h3>
        <span class="badge">{kind === 'GATE' ? sayTerm('criterionKind', kind) : say('scores.upTo', { points: number(maximum, 2) })}</span>
      </div>
      <Stages line={line} />
      {isApplicable === false && <p class="small">{say('scores.notApplicable')}</p>}
      {isMeasured && <p class="small">{say('scores.measured')}</p>}
      {figure && <FigureBeside figure={figure} />}
      {(method || evidenceRequired) && (
        <details class="sources">
          <summary>{say('scores.how')}</summary>
          {method && <p>{method}</p>}
          {evidenceRequired && <p>{say('scores.required', { documents: evidenceRequired })}</p>}
        </details>
      )}
      {turn === 'self' && <OwnFields line={line} typed={typed} type={type} />}
      {(turn === 'appraised' || turn === 'final') && <JudgeFields line={line} typed={typed} type={type} />}
      {!isGroup && <Proofs line={line} typed={typed} type={turn === 'self' ? type : null} />}
      {problems.get(code)?.map((message) => <p class="field-problem" key={message}>{message}</p>)}
    </article>
  );
}

function Stages({ line }: { line: Line }) {
  const rows: [string, number | null | undefined, string | null | undefined][] = [
    [say('scores.self'), line.selfScore, null], [say('scores.appraisedPoints'), line.appraisedScore, line.appraisedReason], [say('scores.finalPoints'), line.finalScore, line.finalReason],
  ];
  return (
    <dl class="stages">
      {rows.map(([name, value, reason]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd><span class="number">{points(value)}</span>{reason && <span class="small stage-reason">{say('scores.because', { reason })}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function FigureBeside({ figure }: { figure: NonNullable<Line['figure']> }) {
  const { numerator, denominator, snapshot, snapshotSha256, formula } = figure;
  const said = `${number(numerator, 4)}/${number(denominator, 4)}`;
  return (
    <p class="notice">
      {say('scores.figure')} <strong class="number">{said}</strong>{' '}
      {snapshot ? <><a href={`/desk/periods/${encodeURIComponent(snapshot)}`}>{say('scores.fromClosing', { id: snapshot })}</a> <span class="mono small">{snapshotSha256?.slice(0, 16)}…</span></> : formula && <span class="small">{formula}</span>}
    </p>
  );
}

interface Turn {
  line: Line;
  typed: Typed | undefined;
  type: (change: Typed) => void;
}

function Fields({ children }: { children: ComponentChildren }) {
  return <div class="line-fields">{children}</div>;
}

function TermFields({ line, values, type }: { line: Line; values: Record<string, string>; type: (values: Record<string, string>) => void }) {
  return (
    <>
      {line.criterion.terms.map(({ name, label, isCount }) => (
        <Field key={name} label={label} help={isCount ? undefined : say('scores.numberHelp')}>
          {(wired) => <input class="input" inputMode={isCount ? 'numeric' : 'decimal'} autocomplete="off" {...wired} value={values[name] ?? ''} onInput={(event) => type({ [name]: event.currentTarget.value })} />}
        </Field>
      ))}
    </>
  );
}

function ChoiceField({ line, value, none, onPut }: { line: Line; value: string; none: string; onPut: (choice: string) => void }) {
  return (
    <Field label={say('scores.choice')}>
      {(wired) => (
        <select class="input" {...wired} value={value} onChange={(event) => onPut(event.currentTarget.value)}>
          <option value="">{none}</option>
          {line.criterion.choices.map(({ code, label }) => <option key={code} value={code}>{label}</option>)}
        </select>
      )}
    </Field>
  );
}

function ReasonField({ typed, type, help }: Omit<Turn, 'line'> & { help: string }) {
  return (
    <Field label={say('scores.reason')} help={help}>
      {(wired) => <textarea class="input" {...wired} maxLength={1000} value={typed?.reason ?? ''} onInput={(event) => type({ reason: event.currentTarget.value || undefined })} />}
    </Field>
  );
}

function OwnFields({ line, typed, type }: Turn) {
  const { terms, choices } = line.criterion;
  return (
    <Fields>
      {terms.length > 0 && <TermFields line={line} values={valuesOf(line, typed)} type={(values) => type({ values: { ...typed?.values, ...values } })} />}
      {choices.length > 0 && <ChoiceField line={line} value={typed?.choice ?? line.choice ?? ''} none={say('scores.noChoice')} onPut={(choice) => type({ choice: choice || undefined })} />}
      {isOther(line, typed) && <ReasonField typed={typed} type={type} help={say('scores.changedHelp')} />}
    </Fields>
  );
}

/** The points as they were found stand unless something else is written; then the reason is asked for. */
function JudgeFields({ line, typed, type }: Turn) {
  const { choices, kind, terms } = line.criterion;
  const isTyped = Boolean(typed?.points?.trim() || typed?.choice || Object.values(typed?.values ?? {}).some(Boolean));
  return (
    <Fields>
      {kind === 'GATE' ? <TermFields line={{ ...line, criterion: { ...line.criterion, terms } }} values={typed?.values ?? {}} type={(values) => type({ values: { ...typed?.values, ...values } })} />
        : choices.length > 0 ? <ChoiceField line={line} value={typed?.choice ?? ''} none={say('scores.asBefore')} onPut={(choice) => type({ choice: choice || undefined })} />
        : (
          <Field label={say('scores.otherPoints')} help={say('scores.otherPointsHelp')}>
            {(wired) => <input class="input" inputMode="decimal" autocomplete="off" {...wired} value={typed?.points ?? ''} onInput={(event) => type({ points: event.currentTarget.value || undefined })} />}
          </Field>
        )}
      {isTyped && <ReasonField typed={typed} type={type} help={say('scores.judgedHelp')} />}
    </Fields>
  );
}
