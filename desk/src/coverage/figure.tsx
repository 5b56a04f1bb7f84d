// A figure: its share in words and as a bar, and both its sides and the difference as links that open exactly their records.
import type { CoverageLineFragment, FigureSeenFragment } from '../graphql/documents.ts';
import { number } from '../words/shown.ts';
import { say } from '../words/words.ts';
import { entriesAddress, widthOf, type Asked, type Side } from './asking.ts';

interface Props {
  asked: Asked;
  today: string;
  rowKey: string;
  rowName: string;
  figure: FigureSeenFragment;
}

/** A count in whole units; what is shared among communes has up to two decimals. */
export function counted(value: number, scale: number): string {
  return number(value / scale, 2);
}

export function Bar({ figure }: { figure: Pick<FigureSeenFragment, 'numerator' | 'denominator' | 'scale'> }) {
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="bar-all" width="100" height="8" />
      <rect class="bar-part" width={widthOf(figure)} height="8" />
    </svg>
  );
}

export function shareOf({ percent }: Pick<FigureSeenFragment, 'percent'>): string {
  return percent ?? say('coverage.nothingToCount');
}

/** One side of a figure: the number is the link. */
export function SideLink({ asked, today, rowKey, rowName, figure, side }: Props & { side: Side }) {
  const { numerator, denominator, scale } = figure;
  const value = side === 'NUMERATOR' ? numerator : side === 'DENOMINATOR' ? denominator : denominator - numerator;
  const shown = counted(value, scale);
  if (denominator === 0) return <span class="number">{shown}</span>;
  const said = say(side === 'NUMERATOR' ? 'coverage.openReached' : side === 'DENOMINATOR' ? 'coverage.openAll' : 'coverage.openMissing');
  return (
    <a class="side-link number" href={entriesAddress({ ...asked, metric: figure.metric }, rowKey, side, today)}>
      {shown}<span class="unseen"> {said}: {rowName}, {figure.label}</span>
    </a>
  );
}

/** What the register itself does not know, beside a figure: known by name of all that are declared. */
export function Known({ line, asked, today }: { line: CoverageLineFragment; asked: Asked; today: string }) {
  const { recorded, undated } = line;
  return (
    <>
      {recorded.denominator > 0 && (
        <span class={recorded.numerator < recorded.denominator ? 'known known-less' : 'known'}>
          {say('coverage.knows', { known: counted(recorded.numerator, recorded.scale), all: counted(recorded.denominator, recorded.scale) })}
        </span>
      )}
      {undated > 0 && (
        <a class="known" href={entriesAddress(asked, line.key, 'UNDATED', today)}>
          {say('coverage.undated', { count: undated })}<span class="unseen"> ({line.label})</span>
        </a>
      )}
    </>
  );
}
