// Photographs on this machine: rows and bytes in IndexedDB, and the memory alone for what does not fit there.
import { openStore } from '../outbox/store.ts';
import { isUnderWay, type Photograph } from './photograph.ts';

const rows = new Map<string, Photograph>();
const bytes = new Map<string, Blob>();

/** Whether a photograph lasts no longer than this page. */
export function isFleeting(id: string): boolean {
  return rows.has(id) || bytes.has(id);
}

export function isAnyFleeting(): boolean {
  return rows.size > 0;
}

export async function allOf(person: string): Promise<Photograph[]> {
  const kept = (await (await openStore())?.getAllFromIndex('photographs', 'person', person)) ?? [];
  const only = [...rows.values()].filter((one) => one.person === person);
  return [...kept.filter(({ id }) => !rows.has(id)), ...only].sort((one, other) => (one.addedAt < other.addedAt ? -1 : 1));
}

/** A new photograph with its bytes; false: this machine has no room, and it is kept in the page alone. */
export async function add(one: Photograph, picture: Blob | null): Promise<boolean> {
  if (await isWritten(one, picture)) return true;
  // No room, or no store: sent all the same, and the person is told not to close the page before.
  rows.set(one.id, one);
  if (picture) bytes.set(one.id, picture);
  return false;
}

async function isWritten(one: Photograph, picture: Blob | null): Promise<boolean> {
  const store = await openStore();
  try {
    if (!store) throw new Error('no store');
    const turn = store.transaction(['photographs', 'pictures'], 'readwrite');
    turn.done.catch(() => undefined);
    await turn.objectStore('photographs').put(one);
    if (picture) await turn.objectStore('pictures').put(picture, one.id);
    await turn.done;
    return true;
  } catch {
    return false;
  }
}

/** Try once more to write down what lasts no longer than the page; which photographs lie on the machine by now. */
export async function settle(): Promise<string[]> {
  const settled: string[] = [];
  for (const [id, one] of [...rows]) {
    if (!(await isWritten(one, bytes.get(id) ?? null))) continue;
    if (!rows.has(id)) await drop(id);
    // What was changed in the meantime is written the next time.
    if (rows.get(id) !== one) continue;
    rows.delete(id);
    bytes.delete(id);
    settled.push(id);
  }
  return settled;
}

/** Whether something of these that the catalogue does not have lasts no longer than the page. */
export function isAnyOnlyHere(): boolean {
  return [...rows.values()].some(isUnderWay);
}

export async function read(id: string): Promise<Photograph | undefined> {
  return rows.get(id) ?? (await (await openStore())?.get('photographs', id));
}

export async function pictureOf(id: string): Promise<Blob | undefined> {
  return bytes.get(id) ?? (await (await openStore())?.get('pictures', id));
}

/** Change a photograph as it is kept, in one go; undefined: it is no longer here. */
export async function update(id: string, patch: (one: Photograph) => Photograph): Promise<Photograph | undefined> {
  const here = rows.get(id);
  if (here) {
    const after = patch(here);
    rows.set(id, after);
    return after;
  }
  const store = await openStore();
  if (!store) return undefined;
  const turn = store.transaction('photographs', 'readwrite');
  turn.done.catch(() => undefined);
  const before = await turn.store.get(id);
  if (!before) return undefined;
  const after = patch(before);
  try {
    await turn.store.put(after);
    await turn.done;
  } catch {
    rows.set(id, after);
  }
  return after;
}

/** Let go of the bytes: the catalogue has them. */
export async function dropPicture(id: string): Promise<void> {
  bytes.delete(id);
  await (await openStore())?.delete('pictures', id);
}

export async function drop(id: string): Promise<void> {
  rows.delete(id);
  bytes.delete(id);
  const store = await openStore();
  if (!store) return;
  const turn = store.transaction(['photographs', 'pictures'], 'readwrite');
  await Promise.all([turn.objectStore('photographs').delete(id), turn.objectStore('pictures').delete(id), turn.done]);
}
