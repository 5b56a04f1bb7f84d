// A row leaves this machine once the record's list shows what it held. A list that was on its way while a photograph was
// attached does not, and is asked for anew.
import { useEffect, useRef } from 'preact/hooks';
import type { Record } from './list.ts';
import { isSettled, type Photograph } from './photograph.ts';
import { drop } from './shelf.ts';

const TRIES = 5;
const PAUSE = 700;

export function useSettling(record: Record | undefined, here: readonly Photograph[], again: () => void): void {
  const tries = useRef(new Map<string, number>());
  const settled = here.filter(isSettled);
  const key = settled.map(({ id, version }) => `${id} ${version}`).join();
  useEffect(() => {
    if (!record || !key) return;
    const isSeen = (one: Photograph) => record.version >= one.version && record.surrogates.edges.some(({ node }) => node.id === one.surrogateId);
    // Not seen after several times: somebody has taken it away meanwhile, or it stands behind the first hundred.
    const isGivenUp = ({ id }: Photograph) => (tries.current.get(id) ?? 0) >= TRIES;
    for (const one of settled) if (isSeen(one) || isGivenUp(one)) void drop(one.id);
    const rest = settled.filter((one) => !isSeen(one) && !isGivenUp(one));
    if (!rest.length) return;
    let isHere = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      if (!isHere || rest.every(isGivenUp)) return;
      for (const { id } of rest) tries.current.set(id, (tries.current.get(id) ?? 0) + 1);
      again();
      timer = setTimeout(ask, PAUSE * 2);
    };
    timer = setTimeout(ask, PAUSE);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [record, key]);
}
