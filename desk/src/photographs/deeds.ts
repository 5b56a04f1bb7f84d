// What is done with photographs: paused, said something of, put in order, taken away and had back.
import { newKey } from '../graphql/key.ts';
import { useRef, useState } from 'preact/hooks';
import { ask, change as tell, TroubleError } from '../graphql/client.ts';
import { ArrangePicturesDocument, PicturesOfDocument, RemovePictureDocument } from '../graphql/documents.ts';
import { person } from '../people/viewer.ts';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';
import type { Gone } from './gone.tsx';
import { movedBy, rowFor, saidOf, type Item, type Record } from './list.ts';
import { saying, tried, type Photograph, type Said } from './photograph.ts';
import { again } from './sending.ts';
import { change, drop, put } from './shelf.ts';
import { terminate } from './upload-ends.ts';

/** Say something of a photograph: kept at once, sent by itself. */
async function sayOf({ here, there, said: before }: Item, record: Record | undefined, said: Said): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(said) && !here?.problems.length) return;
  if (here) await change(here.id, (one) => saying(one, said));
  else if (there && record) await put(rowFor(there, record, person()?.id ?? '', said), null);
  again();
}

async function told(answer: Promise<{ answer: { problems: readonly { message: string }[] } | null }>): Promise<boolean> {
  try {
    const [problem] = (await answer).answer?.problems ?? [];
    if (problem) toast(problem.message);
    return !problem;
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    toast(error.trouble.code === 'OFFLINE' ? say('photographs.needsNetwork') : error.trouble.message);
    return false;
  }
}

/** Take it away for good. */
async function removed({ here, there }: Item, record: Record | undefined): Promise<boolean> {
  const id = there?.id ?? here?.surrogateId;
  const version = Math.max(record?.version ?? 0, here?.version ?? 0);
  if (id && !(await told(tell(RemovePictureDocument, { id, version, key: newKey() })))) return false;
  if (here) {
    if (here.uploadUrl && !here.told) terminate(here.uploadUrl);
    await drop(here.id);
  }
  return true;
}

const pause = ({ id }: Photograph) => void change(id, (one) => (one.told ? one : { ...one, state: 'PAUSED' }));
const resume = ({ id }: Photograph) => void change(id, tried).then(again);

/** Once more; upon what the catalogue has by now, where somebody has seen that and wants one's own all the same. */
async function triedAgain(here: Photograph): Promise<void> {
  let newest: Pick<Photograph, 'told' | 'version'> | undefined;
  if (here.told && here.code) {
    try {
      const [site] = (await ask(PicturesOfDocument, { code: here.code })).sites.nodes;
      const there = site?.surrogates.edges.find(({ node }) => node.id === here.surrogateId)?.node;
      if (site && there) newest = { told: saidOf(there), version: site.version };
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
    }
  }
  await change(here.id, (one) => ({ ...tried(one), ...newest }));
  again();
}

/** The focus goes with what was moved: to the same button, or at the end of the way to the other one. */
function followed(key: string, by: number): void {
  const card = document.querySelector(`[data-photo="${CSS.escape(key)}"]`);
  (card?.querySelector<HTMLElement>(`[data-way="${by}"] button`) ?? card?.querySelector<HTMLElement>('[data-way] button'))?.focus();
}

export function useDeeds(items: readonly Item[], record: Record | undefined) {
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const [away, setAway] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const dragged = useRef<string | null>(null);
  const finished = useRef(new Set<string>());
  const attached = items.filter(({ there }) => there);
  const keys = attached.map(({ key }) => key);
  // An order of one's own holds until the catalogue answers with it, and only of what is still there.
  const sorted = order ? [...attached].sort((one, other) => order.indexOf(one.key) - order.indexOf(other.key)) : attached;
  const shown = [...sorted, ...items.filter(({ there }) => !there)].filter(({ key }) => !away.includes(key));

  const arrange = async (next: readonly string[]) => {
    if (!record) return;
    setOrder(next);
    const ids = next.flatMap((key) => attached.find((item) => item.key === key)?.there?.id ?? []);
    if (!(await told(tell(ArrangePicturesDocument, { id: record.id, version: record.version, order: ids, key: newKey() })))) setOrder(null);
  };
  const now = () => (order ?? keys).filter((key) => keys.includes(key)).concat(keys.filter((key) => order && !order.includes(key)));
  const back = (key: string) => setAway((all) => all.filter((one) => one !== key));
  const undo = ({ key, here }: Item) => {
    finished.current.add(key);
    back(key);
    if (here?.state === 'PAUSED') resume(here);
  };
  const finish = async (item: Item) => {
    if (finished.current.has(item.key)) return;
    finished.current.add(item.key);
    await removed(item, record);
    back(item.key);
  };
  const deeds = {
    say: (item: Item, said: Said) => sayOf(item, record, said),
    remove: (item: Item) => {
      finished.current.delete(item.key);
      if (item.here && !item.here.told) pause(item.here);
      setAway([...away, item.key]);
    },
    move: ({ key }: Item, by: number) => {
      const next = movedBy(now(), key, by);
      void arrange(next);
      toast(say('photographs.moved', { number: next.indexOf(key) + 1 }));
      setTimeout(() => followed(key, by), 50);
    },
    pause, resume,
    retry: ({ here }: Item) => here && void triedAgain(here),
    yield: ({ here }: Item) => here?.told && void drop(here.id),
    choose: ({ key }: Item) => setChosen(new Set(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key])),
    drag: (key: string | null) => void (dragged.current = key),
    dropOn: ({ key, there }: Item) => {
      const all = now();
      if (there && dragged.current && dragged.current !== key) void arrange(movedBy(all, dragged.current, all.indexOf(key) - all.indexOf(dragged.current)));
    },
  };
  const gone = items.flatMap((item, place): Gone[] => !away.includes(item.key) ? [] : [{
    key: item.key, name: say('photographs.number', { number: place + 1 }), undo: () => undo(item), finish: () => void finish(item),
  }]);
  return { shown, deeds, gone, chosen, clear: () => setChosen(new Set()) };
}
