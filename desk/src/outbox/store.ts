// Where works are kept on this machine: IndexedDB, and the memory alone where a browser gives none or has no room left.
import { signal } from '@preact/signals';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Photograph } from '../photographs/photograph.ts';
import type { Work } from './work.ts';

export interface DeskSchema extends DBSchema {
  works: { key: string; value: Work; indexes: { person: string } };
  photographs: { key: string; value: Photograph; indexes: { person: string } };
  /** The photographs' bytes, by the photograph's id: written once, however often its row is. */
  pictures: { key: string; value: Blob };
}

/** Each step brings the store from the version before to its own; a step once released is never changed. */
export const STEPS: readonly ((store: IDBPDatabase<DeskSchema>) => void)[] = [
  (store) => void store.createObjectStore('works', { keyPath: 'id' }).createIndex('person', 'person'),
  (store) => {
    store.createObjectStore('photographs', { keyPath: 'id' }).createIndex('person', 'person');
    store.createObjectStore('pictures');
  },
];
export const STORE_NAME = 'desk';

/** LASTING: kept when the browser is closed. FULL: no room left. NONE: this browser keeps nothing, a private window say. */
export const keeping = signal<'LASTING' | 'FULL' | 'NONE'>('LASTING');

let opened: Promise<IDBPDatabase<DeskSchema> | null> | null = null;

/** The store, brought up to date; null where there is none. */
export function openStore(): Promise<IDBPDatabase<DeskSchema> | null> {
  opened ??= opening();
  return opened;
}

async function opening(): Promise<IDBPDatabase<DeskSchema> | null> {
  try {
    return await openDB<DeskSchema>(STORE_NAME, STEPS.length, {
      upgrade(store, before) {
        for (const step of STEPS.slice(before)) step(store);
      },
      // Another window has a newer desk: give way, and open anew when next asked.
      blocking(_now, _next, event) {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated() {
        opened = null;
      },
    });
  } catch {
    keeping.value = 'NONE';
    return null;
  }
}

/** Works that could not be written to the store: they last as long as the page. */
const memory = new Map<string, Work>();

export async function read(id: string): Promise<Work | undefined> {
  return memory.get(id) ?? (await (await openStore())?.get('works', id));
}

export async function allOf(person: string): Promise<Work[]> {
  const kept = (await (await openStore())?.getAllFromIndex('works', 'person', person)) ?? [];
  const only = [...memory.values()].filter((work) => work.person === person);
  return [...kept.filter((work) => !memory.has(work.id)), ...only];
}

/** Change a work as it is kept, in one go: two windows never overwrite each other's half. */
export async function update(id: string, patch: (work: Work | undefined) => Work | undefined): Promise<Work | undefined> {
  const store = await openStore();
  if (!store) return inMemory(id, patch, memory.get(id));
  const turn = store.transaction('works', 'readwrite');
  const before = memory.get(id) ?? (await turn.store.get(id));
  const after = patch(before);
  try {
    if (after) await turn.store.put(after);
    else await turn.store.delete(id);
    await turn.done;
  } catch {
    // Aborted for want of room, or by the browser: what was typed stays in the page, and the person is told.
    turn.done.catch(() => undefined);
    keeping.value = 'FULL';
    return inMemory(id, () => after, before);
  }
  if (memory.delete(id) && !memory.size) keeping.value = 'LASTING';
  return after;
}

function inMemory(id: string, patch: (work: Work | undefined) => Work | undefined, before: Work | undefined): Work | undefined {
  const after = patch(before);
  if (after) memory.set(id, after);
  else memory.delete(id);
  return after;
}
