// The last answers of the catalogue, kept on this machine for the person who asked, so that what was read once opens
// without a network. Losing them loses nothing: what people type lies in the outbox, another database.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Kept {
  key: string;
  person: string;
  at: number;
  data: unknown;
}

interface Schema extends DBSchema {
  answers: { key: string; value: Kept; indexes: { at: number } };
}

const NAME = 'desk-answers';
const MOST = 400;
const LARGEST = 400_000; // characters of one answer
let opened: Promise<IDBPDatabase<Schema>> | undefined;

function store(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('answers', { keyPath: 'key' }).createIndex('at', 'at');
    },
    terminated: () => (opened = undefined),
  });
  return opened;
}

function keyOf(person: string, question: string): string {
  return `${person} ${question}`;
}

/** Keep an answer; a browser that cannot (private window, full disk) goes on without. */
export async function keepAnswer(person: string, question: string, data: unknown): Promise<void> {
  if (JSON.stringify(data).length > LARGEST) return;
  try {
    const database = await store();
    await database.put('answers', { key: keyOf(person, question), person, at: Date.now(), data });
    await forgetOldest(database);
  } catch {
    opened = undefined;
  }
}

async function forgetOldest(database: IDBPDatabase<Schema>): Promise<void> {
  let surplus = (await database.count('answers')) - MOST;
  if (surplus <= 0) return;
  const change = database.transaction('answers', 'readwrite');
  for (let cursor = await change.store.index('at').openCursor(); cursor && surplus > 0; surplus--) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await change.done;
}

/** The answer kept for this question, and when it was given. */
export async function keptAnswer<T>(person: string, question: string): Promise<{ data: T; at: number } | undefined> {
  try {
    const kept = await (await store()).get('answers', keyOf(person, question));
    return kept && { data: kept.data as T, at: kept.at };
  } catch {
    return undefined;
  }
}

/** Forget everything that was kept, whoever's it was: at sign-out. */
export async function forgetAnswers(): Promise<void> {
  try {
    await (await store()).clear('answers');
  } catch {
    opened = undefined;
  }
}
