// A long list of which only what is near the screen is in the document. Rows stand in blocks; a block that is far away
// is a gap of the height that it had. Heights are measured, never assumed, so that text may wrap and be enlarged.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

const BLOCK = 20;
const NEAR = '900px 0px';

interface Props<T> {
  label: string;
  pages: readonly (readonly T[])[];
  /** How many there are in all, fetched or not. */
  total: number;
  draw: (row: T, place: { 'aria-posinset': number; 'aria-setsize': number }) => ComponentChildren;
  /** What decides, beside the row itself, how a row is drawn. */
  drawnBy: unknown;
  /** Fetch what comes next: it will be needed soon. */
  onNearEnd: () => void;
}

export function Windowed<T>({ label, pages, total, draw, drawnBy, onNearEnd }: Props<T>) {
  const end = useRef<HTMLDivElement>(null);
  const wanted = useRef(onNearEnd);
  wanted.current = onNearEnd;
  const [heights] = useState(() => ({ sum: 0, count: 0 }));
  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && wanted.current(), { rootMargin: '1600px 0px' });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [pages]);
  const blocks: ComponentChildren[] = [];
  let first = 0;
  for (const [number, rows] of pages.entries()) {
    for (let from = 0; from < rows.length; from += BLOCK) {
      blocks.push(
        <Block key={`${number}-${from}`} rows={rows} from={from} first={first + from} total={total} draw={draw} drawnBy={drawnBy} heights={heights} />,
      );
    }
    first += rows.length;
  }
  return (
    <>
      <div class="results" role="list" aria-label={label}>{blocks}</div>
      <div ref={end} aria-hidden="true" />
    </>
  );
}

interface BlockProps<T> extends Pick<Props<T>, 'draw' | 'drawnBy' | 'total'> {
  rows: readonly T[];
  from: number;
  first: number;
  /** What blocks measured so far: the guess for those never seen. */
  heights: { sum: number; count: number };
}

function Block<T>({ rows, from, first, total, draw, drawnBy, heights }: BlockProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef<number | null>(null);
  const [isNear, setNear] = useState(first < BLOCK * 2);
  useLayoutEffect(() => {
    const self = box.current;
    if (!self) return;
    const watch = new IntersectionObserver(([seen]) => {
      if (!seen) return;
      if (seen.isIntersecting) return setNear(true);
      // Whoever is in the block with the keyboard stays there.
      if (self.contains(document.activeElement)) return;
      if (self.childElementCount && self.offsetHeight) {
        if (height.current === null) heights.count += 1;
        heights.sum += self.offsetHeight - (height.current ?? 0);
        height.current = self.offsetHeight;
      }
      setNear(false);
    }, { rootMargin: NEAR });
    watch.observe(self);
    return () => watch.disconnect();
  }, []);
  const drawn = useMemo(
    () => isNear && rows.slice(from, from + BLOCK).map((row, place) => draw(row, { 'aria-posinset': first + place + 1, 'aria-setsize': total })),
    [isNear, rows, from, first, total, drawnBy],
  );
  const guess = height.current ?? (heights.count ? heights.sum / heights.count : BLOCK * 88);
  return <div ref={box} role="presentation" style={{ minHeight: isNear ? '' : `${guess}px` }}>{drawn}</div>;
}
