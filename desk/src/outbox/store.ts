// Where works are kept on this machine: IndexedDB, and the memory alone where a browser gives none or has no room left.
import { signal } from '@preact/signals';
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Photograph } from '../photographs/photograph.ts';
import { forgetAnswers } from '../offline/answers.ts';
import { STORE_NAME } from './name.ts';
import type { Fields } from './fields.ts';
import { isUnsent, type Work } from './work.ts';

export interface DeskSchema extends DBSchema {
  works: { key: string; value: Work; indexes: { person: string } };
  photographs: { key: string; value: Photograph; indexes: { person: string } };
  /** The photographs' bytes, by the photograph's id: written once, however often its row is. */
  pictures: { key: string; value: Blob };
}

/** Each step brings the store from the version before to its own; a step once released is never changed. */
type Turn = IDBPTransaction<DeskSchema, StoreNames<DeskSchema>[], 'versionchange'>;
export const STEPS: readonly ((store: IDBPDatabase<DeskSchema>, turn: Turn) => void)[] = [
  (store) => void store.createObjectStore('works', { keyPath: 'id' }).createIndex('person', 'person'),
  (store) => {
    store.createObjectStore('photographs', { keyPath: 'id' }).createIndex('person', 'person');
    store.createObjectStore('pictures');
  },
  // Protection zones came to the form: works from before it have none.
  (_, turn) => void given(turn).catch(() => undefined), // a turn that was broken off is told by the opening itself
];

async function given(turn: Turn): Promise<void> {
  for (let at = await turn.objectStore('works').openCursor(); at; at = await at.continue()) void at.update(withZones(at.value));
}

function withZones(work: Work): Work {
  const whole = (fields: Fields): Fields => ({ ...fields, zones: fields.zones ?? [] });
  const { conflict, attempt } = work;
  return {
    ...work, fields: whole(work.fields), sent: whole(work.sent), conflict: conflict && { ...conflict, theirs: whole(conflict.theirs) },
    attempt: attempt && { ...attempt, fields: whole(attempt.fields) },
  };
}

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
      upgrade(store, before, _now, turn) {
        for (const step of STEPS.slice(before)) step(store, turn);
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
  } catch (error) {
    if (isFull(error)) {
      opened = null;
      full();
    } else {
      keeping.value = 'NONE';
    }
    return null;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

const TRY_AGAIN = 4_000;
let trying: ReturnType<typeof setTimeout> | undefined;

/** No room: what was kept only for reading gives way, and what is typed is tried again until it lies on the machine. */
function full(): void {
  if (keeping.value !== 'FULL') void forgetAnswers();
  keeping.value = 'FULL';
  trying ??= setTimeout(() => {
    trying = undefined;
    void tryAgain();
  }, TRY_AGAIN);
}

async function tryAgain(): Promise<void> {
  for (const id of [...memory.keys()]) await update(id, (work) => work);
  if (memory.size) full();
  else if (keeping.value === 'FULL') keeping.value = 'LASTING';
}

/** Whether something that the catalogue does not have lasts no longer than this page. */
export function isAnyOnlyHere(): boolean {
  return [...memory.values()].some(isUnsent);
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
  turn.done.catch(() => undefined);
  const before = memory.get(id) ?? (await turn.store.get(id));
  const after = patch(before);
  try {
    if (after) await turn.store.put(after);
    else await turn.store.delete(id);
    await turn.done;
  } catch {
    // Aborted for want of room, or by the browser: what was typed stays in the page, and the person is told.
    full();
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
