import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import '../site/site.css';
import { Sections } from '../coverage/sections.tsx';
import { Bar } from '../coverage/figure.tsx';
import { ProcedureCountsSeenDocument, ProcedureFiguresSeenDocument, type ProcedureRowSeenFragment, type RatioSeenFragment } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { usePeriods } from '../scores/parts.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Ghosts, TroubleNotice } from '../ui/states.tsx';
import { View } from '../ui/view.tsx';
import { day, number } from '../words/shown.ts';
import { say, type Word } from '../words/words.ts';
import { addressOf, ALL, FIGURES, later, readAsked, sidesOf, type Asked, type Days, type Figure } from './asked.ts';
import { Register } from './register.tsx';
import './procedures.css';

const WORDS: Record<Figure, Word> = { rIn: 'procedures.rIn', rReuse: 'procedures.rReuse', rOut: 'procedures.rOut' };
const HELP: Record<Figure, Word> = { rIn: 'procedures.rInHelp', rReuse: 'procedures.rReuseHelp', rOut: 'procedures.rOutHelp' };

/** The second register: how far the files of procedures are digitised, by unit and period, each figure opening its rows. */
export default function ProceduresView() {
  const { query } = useLocation();
  const { periods, isKnown } = usePeriods(query.period);
  const asked = readAsked(query, periods);
  const { days } = asked;
  const { data, trouble, again } = useQuery(ProcedureFiguresSeenDocument, days);
  return (
    <View title={say('procedures.title')} lead={say('procedures.lead')} actions={may('IMPORT_TABLE') && <ButtonLink href="/desk/admin/imports?register=PROCEDURE_COUNTS" weight="quiet">{say('procedures.send')}</ButtonLink>}>
      <div class="coverage">
        <Sections here="/desk/procedures" />
        {isKnown && <Question asked={asked} periods={periods} />}
        {trouble && <TroubleNotice trouble={trouble} again={again} />}
        {!data && !trouble && <Ghosts count={4} />}
        {data && data.procedureFigures.rows.length === 0 && <Empty title={say('procedures.none')}><p>{say('procedures.noneHelp')}</p></Empty>}
        {data && data.procedureFigures.rows.length > 0 && (
          <section class="panel record-section" aria-labelledby="figures">
            <h2 id="figures">{say('procedures.figures')}</h2>
            <p class="small">{data.procedureFigures.formula}: {data.procedureFigures.formulaText}</p>
            <Figures rows={[...data.procedureFigures.rows, data.procedureFigures.total]} asked={asked} />
          </section>
        )}
        {days && asked.unit && <Opened key={`${asked.unit}${asked.figure}`} asked={asked} days={days} />}
        <Register />
      </div>
    </View>
  );
}

interface QuestionProps {
  asked: Asked;
  periods: readonly { code: string; opensOn: string; closesOn: string }[];
}

function Question({ asked, periods }: QuestionProps) {
  const { route } = useLocation();
  const go = (change: Partial<Asked>) => route(addressOf({ ...asked, unit: null, ...change }));
  const days = asked.days;
  const put = (change: Partial<Days>) => {
    if (!days) return;
    const next = { ...days, ...change };
    if (next.from && next.to && next.from < next.to) go({ period: '', days: next });
  };
  return (
    <div class="panel asking">
      <Field label={say('scores.period')}>
        {(wired) => (
          <select class="input" {...wired} value={asked.period} onChange={(event) => go({ period: event.currentTarget.value })}>
            {periods.map(({ code }) => <option key={code} value={code}>{code}</option>)}
            <option value="">{say('procedures.otherDays')}</option>
          </select>
        )}
      </Field>
      <Field label={say('procedures.from')}>{(wired) => <input class="input" type="date" {...wired} value={days?.from ?? ''} onChange={(event) => put({ from: event.currentTarget.value })} />}</Field>
      <Field label={say('procedures.through')}>{(wired) => <input class="input" type="date" {...wired} value={days ? later(days.to, -1) : ''} onChange={(event) => event.currentTarget.value && put({ to: later(event.currentTarget.value, 1) })} />}</Field>
    </div>
  );
}

function Figures({ rows, asked }: { rows: readonly ProcedureRowSeenFragment[]; asked: Asked }) {
  return (
    <table class="figures-table">
      <caption class="unseen">{say('procedures.figures')}</caption>
      <thead><tr><th scope="col">{say('procedures.unit')}</th>{FIGURES.map((figure) => <th scope="col" key={figure} title={say(HELP[figure])}>{say(WORDS[figure])}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.unit?.code ?? ALL} class={row.unit ? undefined : 'all-units'}>
            <th scope="row">
              {row.unit?.name ?? say('procedures.all')}{' '}
              {row.isInProgress && <span class="badge badge-violet">{row.label}</span>}{' '}
              {row.hasGaps && <span class="badge badge-gold">{say('procedures.gaps')}</span>}
            </th>
            {FIGURES.map((figure) => <td key={figure}><Share row={row} figure={figure} asked={asked} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ row, figure, asked }: { row: ProcedureRowSeenFragment; figure: Figure; asked: Asked }) {
  const ratio = row[figure];
  const name = row.unit?.name ?? say('procedures.all');
  const unit = row.unit?.code ?? ALL;
  const isHere = asked.unit === unit && asked.figure === figure;
  return (
    <span class="procedure-share">
      <span class="procedure-figure">{say(WORDS[figure])}</span>
      <span class={ratio.denominator ? 'share' : 'share share-none'}>{percent(ratio)}</span>
      {ratio.denominator > 0 && <Bar figure={{ ...ratio, scale: 1 }} />}
      <a class="side-link number" href={addressOf({ ...asked, unit, figure })} aria-current={isHere ? 'true' : undefined}>
        {number(ratio.numerator)}/{number(ratio.denominator)}<span class="unseen"> {say('procedures.open', { figure: say(WORDS[figure]), name })}</span>
      </a>
    </span>
  );
}

function percent({ ratio }: RatioSeenFragment): string {
  return ratio === null || ratio === undefined ? say('coverage.nothingToCount') : `${number(ratio * 100, 1)} %`;
}

/** The rows that a figure adds up. */
function Opened({ asked, days }: { asked: Asked; days: Days }) {
  const { unit, figure } = asked;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const { data, trouble, again } = useQuery(ProcedureCountsSeenDocument, { ...days, unit: unit === ALL ? null : unit });
  const rows = (data?.procedureFigures.rows ?? []).filter((row) => unit === ALL || row.unit?.code === unit).flatMap(({ counts }) => counts);
  const name = unit === ALL ? say('procedures.all') : rows[0]?.unit.name ?? unit ?? '';
  const sums = [0, 1].map((side) => rows.reduce((sum, row) => sum + (sidesOf(figure, row)[side] ?? 0), 0));
  return (
    <section class="panel record-section" aria-labelledby="opened">
      <div class="section-head">
        <h2 id="opened" ref={head} tabIndex={-1}>{say('procedures.opened', { figure: say(WORDS[figure]), name })}</h2>
        <ButtonLink href={addressOf({ ...asked, unit: null })} weight="plain">{say('find.close')}</ButtonLink>
      </div>
      <p class="small">{say(HELP[figure])}</p>
      {trouble && <TroubleNotice trouble={trouble} again={again} />}
      {!data && !trouble && <Ghosts count={3} />}
      {data && (
        <table class="figures-table">
          <caption class="unseen">{say('procedures.opened', { figure: say(WORDS[figure]), name })}</caption>
          <thead><tr><th scope="col">{say('procedures.procedure')}</th><th scope="col">{say('procedures.days')}</th><th scope="col" class="right">{say('procedures.part')}</th><th scope="col" class="right">{say('procedures.whole')}</th><th scope="col">{say('procedures.source')}</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.unit.code}${row.procedureCode}${row.from}${row.to}`}>
                <th scope="row">{row.procedureCode ?? say('procedures.every')}{unit === ALL && <span class="small"> {row.unit.name}</span>}</th>
                <td class="wide number">{day(row.from)} – {day(later(row.to, -1))}</td>
                {sidesOf(figure, row).map((value, place) => <td class="right" key={place} data-label={say(place ? 'procedures.whole' : 'procedures.part')}>{number(value)}</td>)}
                <td class="small">{row.source}</td>
              </tr>
            ))}
            <tr class="all-units"><th scope="row">{say('procedures.sum')}</th><td class="wide" />{sums.map((value, place) => <td class="right" key={place} data-label={say(place ? 'procedures.whole' : 'procedures.part')}>{number(value)}</td>)}<td /></tr>
          </tbody>
        </table>
      )}
    </section>
  );
}
