// Rows of figures: a table that is its own chart; on telephones each row is a card.
import type { CoverageLineFragment, FigureSeenFragment } from '../graphql/documents.ts';
import { say } from '../words/words.ts';
import type { Asked } from './asking.ts';
import { Bar, Known, shareOf, SideLink } from './figure.tsx';

interface Props {
  caption: string;
  first: string;
  asked: Asked;
  today: string;
  lines: readonly CoverageLineFragment[];
}

export function FigureTable({ caption, first, asked, today, lines }: Props) {
  return (
    <table class="figures-table">
      <caption class="unseen">{caption}</caption>
      <Heads first={first} hasKnown />
      <tbody>
        {lines.map((line) => (
          <FigureRow key={line.key} asked={asked} today={today} rowKey={line.key} rowName={line.label} title={line.label} figure={line.figure} line={line} />
        ))}
      </tbody>
    </table>
  );
}

/** Several figures of the same row, such as the levels and the stages. */
export function MeasureTable({ caption, first, asked, today, line, figures }: Omit<Props, 'lines'> & { line: CoverageLineFragment; figures: readonly FigureSeenFragment[] }) {
  return (
    <table class="figures-table">
      <caption class="unseen">{caption}</caption>
      <Heads first={first} />
      <tbody>
        {figures.map((figure) => (
          <FigureRow key={figure.metric} asked={asked} today={today} rowKey={line.key} rowName={line.label} title={figure.label} figure={figure} />
        ))}
      </tbody>
    </table>
  );
}

function Heads({ first, hasKnown }: { first: string; hasKnown?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col" class="wide">{say('coverage.share')}</th>
        <th scope="col" class="right">{say('coverage.reached')}</th>
        <th scope="col" class="right">{say('coverage.all')}</th>
        <th scope="col" class="right">{say('coverage.missing')}</th>
        {hasKnown && <th scope="col">{say('coverage.registerItself')}</th>}
      </tr>
    </thead>
  );
}

interface RowProps {
  asked: Asked;
  today: string;
  rowKey: string;
  rowName: string;
  title: string;
  figure: FigureSeenFragment;
  line?: CoverageLineFragment;
}

function FigureRow({ title, line, ...of }: RowProps) {
  const { figure, asked, today } = of;
  // What is counted in parts, files or submissions cannot be as many as the records behind it: its records are those it is about.
  const isOfEntries = figure.unit === 'entries';
  const number = (value: number) => <span class="number">{value / figure.scale}</span>;
  return (
    <tr>
      <th scope="row">{title}{!isOfEntries && <span class="small"> {say('coverage.inUnits', { unit: figure.unit })}</span>}</th>
      <td class="wide" data-label={say('coverage.share')}>
        <span class={figure.percent === null ? 'share share-none' : 'share'}>{shareOf(figure)}</span>
        {figure.denominator > 0 && <Bar figure={figure} />}
      </td>
      <td class="right" data-label={say('coverage.reached')}>{isOfEntries ? <SideLink {...of} side="NUMERATOR" /> : number(figure.numerator)}</td>
      <td class="right" data-label={say('coverage.all')}>{isOfEntries ? <SideLink {...of} side="DENOMINATOR" /> : number(figure.denominator)}</td>
      <td class="right" data-label={say('coverage.missing')}>{isOfEntries ? <SideLink {...of} side="DIFFERENCE" /> : number(figure.denominator - figure.numerator)}</td>
      {line && <td class="known-cell" data-label={say('coverage.registerItself')}><Known line={line} asked={asked} today={today} /></td>}
    </tr>
  );
}
