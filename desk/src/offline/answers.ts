// The last answers of the catalogue, kept on this machine for the person who asked, so that what was read once opens
// without a network. Losing them loses nothing: what people type lies in the outbox, another database.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Kept {
  key: string;
  person: string;
  at: number;
  data: unknown;
}

interface Answers {
  key: string;
  value: Kept;
  indexes: { at: number };
}

interface Schema extends DBSchema {
  answers: Answers;
  commune: Answers;
}

/** What was looked at; and what was fetched beforehand (own-commune.ts), which nothing that is looked at crowds out. */
type Shelf = 'answers' | 'commune';
type Store = IDBPDatabase<Schema>;

const MOST = 400;
const LARGEST = 400_000; // characters of one answer
const opened = new Map<Shelf, Promise<Store>>();

export function store(shelf: Shelf): Promise<Store> {
  const before = opened.get(shelf);
  if (before) return before;
  const made = openDB<Schema>(`desk-${shelf}`, 1, {
    upgrade(database) {
      database.createObjectStore(shelf, { keyPath: 'key' }).createIndex('at', 'at');
    },
    terminated: () => opened.delete(shelf),
  });
  opened.set(shelf, made);
  return made;
}

export function keyOf(person: string, question: string): string {
  return `${person} ${question}`;
}

/** Keep an answer; a browser that cannot (private window, full disk) goes on without. */
export async function keepAnswer(person: string, question: string, data: unknown): Promise<void> {
  if (JSON.stringify(data).length > LARGEST) return;
  try {
    const database = await store('answers');
    await database.put('answers', { key: keyOf(person, question), person, at: Date.now(), data });
    await forgetOldest(database);
  } catch {
    opened.delete('answers');
  }
}

async function forgetOldest(database: Store): Promise<void> {
  let surplus = (await database.count('answers')) - MOST;
  if (surplus <= 0) return;
  const change = database.transaction('answers', 'readwrite');
  for (let cursor = await change.store.index('at').openCursor(); cursor && surplus > 0; surplus--) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await change.done;
}

interface Found<T> {
  data: T;
  at: number;
}

/** The newest answer kept for this question, and when it was given. */
export async function keptAnswer<T>(person: string, question: string): Promise<Found<T> | undefined> {
  const [seen, own] = await Promise.all([kept<T>('answers', person, question), kept<T>('commune', person, question)]);
  return seen && own ? (own.at > seen.at ? own : seen) : (seen ?? own);
}

async function kept<T>(shelf: Shelf, person: string, question: string): Promise<Found<T> | undefined> {
  try {
    const found = await (await store(shelf)).get(shelf, keyOf(person, question));
    return found && { data: found.data as T, at: found.at };
  } catch {
    return undefined;
  }
}

let times = 0;

/** How often everything was forgotten in this page: what was asked for before that is not kept after it. */
export function timesForgotten(): number {
  return times;
}

/** Forget everything that was kept, whoever's it was: at sign-out. */
export async function forgetAnswers(): Promise<void> {
  times++;
  for (const shelf of ['answers', 'commune'] as const) {
    try {
      await (await store(shelf)).clear(shelf);
    } catch {
      opened.delete(shelf);
    }
  }
}
