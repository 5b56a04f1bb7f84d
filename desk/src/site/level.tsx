import type { RecordFragment } from '../graphql/documents.ts';
import { say, sayTerm } from '../words/words.ts';
import { mayChange, type Shown } from './facts.tsx';
import { formAddress, sectionOf, sectionOfCheck } from './fields.ts';
import { fieldWord } from './words.ts';

/** Steps that stand open; the others wait behind a word. */
const SHOWN = 4;

/** How far the site is digitised, and what would bring it on: the cheapest step first, each with the way to it. */
export function LevelSteps({ record }: Shown) {
  const { digitisation, completeness } = record;
  const isChanging = mayChange(record);
  return (
    <div class="stack">
      {digitisation ? (
        <p class="level">
          <span class={digitisation.level ? 'level-mark' : 'level-mark level-none'}>{digitisation.level ?? say('site.belowD0')}</span>
          <span>
            {digitisation.level ? sayTerm('level', digitisation.level) : say('site.belowD0Help')}
            {digitisation.targetLevel && <span class="small"> {say('site.target', { level: digitisation.targetLevel })}</span>}
            {digitisation.waitsForParts && <span class="small"> {say('site.waitsForParts')}</span>}
          </span>
        </p>
      ) : <p class="soft">{say('site.levelLater')}</p>}
      {digitisation && digitisation.failing.length > 0 && (
        <>
          <h3>{say('site.steps', { count: digitisation.failing.length })}</h3>
          <Steps record={record} steps={digitisation.failing.slice(0, SHOWN)} />
          {digitisation.failing.length > SHOWN && (
            <details>
              <summary class="list-title">{say('site.moreSteps', { count: digitisation.failing.length - SHOWN })}</summary>
              <Steps record={record} steps={digitisation.failing.slice(SHOWN)} from={SHOWN} />
            </details>
          )}
        </>
      )}
      <div>
        <h3>{say('site.answered', { there: completeness.numerator, all: completeness.denominator })}</h3>
        <progress class="progress" max={completeness.denominator || 1} value={completeness.numerator} aria-label={say('site.completeness')} />
      </div>
      {completeness.missing && completeness.missing.length > 0 && (
        <ul class="chips">
          {completeness.missing.map((field) => (
            <li key={field}>
              {isChanging ? <a class="chip" href={formAddress(record.code, sectionOf(field))}>{fieldWord(field)}</a> : <span class="badge">{fieldWord(field)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Step = NonNullable<RecordFragment['digitisation']>['failing'][number];

function Steps({ record, steps, from = 0 }: Shown & { steps: readonly Step[]; from?: number }) {
  return (
    <ol class="steps">
      {steps.map((step, place) => {
        const section = mayChange(record) ? sectionOfCheck(step.check) : null;
        return (
          <li key={step.check}>
            <span class="step-number" aria-hidden="true">{from + place + 1}</span>
            <p class="step-label">
              {section ? <a href={formAddress(record.code, section)}>{step.label}</a> : step.label}
              <span class="badge">{sayTerm('effort', String(step.effort))}</span>
            </p>
            <p class="small">{step.reason}</p>
          </li>
        );
      })}
    </ol>
  );
}
