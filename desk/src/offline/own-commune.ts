// An officer's own commune lies on the machine before it is needed in the field: its list, and of each record what its view and
// its form ask for, under the very questions that they ask. One request at a time, each when nothing else is being asked; what
// has not changed since is not asked for again.
import { effect } from '@preact/signals';
import { filterOf, NOTHING, turnOf, type Question } from '../find/question.ts';
import { ask, isQuiet, questionOf, TroubleError } from '../graphql/client.ts';
import {
  CommunesDocument, FormListsDocument, FoundSitesDocument, OwnRecordDocument, PicturesOfDocument, RecordPageDocument, RecordRemarksDocument,
  RemarksDocument, UnitOutlineDocument, WorkingSiteDocument, type FormListsQuery, type FoundSiteFragment, type FoundSitesQuery, type Language,
} from '../graphql/documents.ts';
import { confirmed, ownUnits } from '../people/viewer.ts';
import { asksOf } from '../site/record-of.ts';
import { language } from '../words/words.ts';
import { keptAnswer, keyOf, store, timesForgotten } from './answers.ts';
import { isOffline } from './connection.ts';
import { isDear } from './dear.ts';
import { course, readSum, sum, sumQuestion, trouble, type OwnSum } from './own.ts';

const PAGE = 100;
const MOST_RECORDS = 300;
const MOST_CHARACTERS = 12_000_000;
const MINUTE = 60_000;
const LIST_AGE = 30 * MINUTE;
/** What a record may do and lacks can change without a new version. */
const RECORD_AGE = 24 * 60 * MINUTE;
const PAUSE = 150;

interface Run {
  who: string;
  spoken: string;
  units: string[];
  /** Somebody waits for it: everything is fetched anew, and at once. */
  isAsked: boolean;
  forgotten: number;
  characters: number;
  /** The questions of this time; what was kept of others goes at its end. */
  questions: Set<string>;
}

class OverError extends Error {}

/** Fetch the communes of whoever sits here. Another window that is at it already does it for this one too. */
export async function fetchOwn(isAsked: boolean): Promise<void> {
  const who = confirmed.peek();
  const units = ownUnits();
  if (!who || !units.length || course.peek()) return;
  const run = { who, spoken: language(), units, isAsked, forgotten: timesForgotten(), characters: 0, questions: new Set<string>() };
  course.value = { done: 0, all: 0 };
  trouble.value = null;
  try {
    await alone(() => all(run));
  } catch (error) {
    if (!(error instanceof OverError)) trouble.value = !(error instanceof TroubleError) ? 'FULL' : error.trouble.code === 'OFFLINE' ? 'OFFLINE' : 'OTHER';
  } finally {
    course.value = null;
    await readSum();
  }
}

function alone(act: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('desk-commune', { ifAvailable: true }, (lock) => (lock ? act() : undefined)) : act();
}

/** Keep what was fetched, all of it or nothing. Throws what the browser says where there is no room. */
async function keepBeforehand(person: string, found: ReadonlyMap<string, unknown>): Promise<void> {
  const change = (await store('commune')).transaction('commune', 'readwrite');
  const at = Date.now();
  await Promise.all([...[...found].map(([question, data]) => change.store.put({ key: keyOf(person, question), person, at, data })), change.done]);
}

/** Of what was fetched before, only these questions stay. */
async function keepOnly(person: string, questions: ReadonlySet<string>): Promise<void> {
  const wanted = new Set([...questions].map((question) => keyOf(person, question)));
  const database = await store('commune');
  for (const key of await database.getAllKeys('commune')) if (!wanted.has(key)) await database.delete('commune', key);
}

/** Wait until the browser has nothing better to do; the end where the person has gone or everything was forgotten. */
async function turn(run: Run): Promise<void> {
  do {
    await new Promise((passed) => setTimeout(passed, run.isAsked ? 0 : PAUSE));
    if (!run.isAsked && 'requestIdleCallback' in window) await new Promise((idle) => requestIdleCallback(idle, { timeout: 5_000 }));
    if (confirmed.peek() !== run.who || timesForgotten() !== run.forgotten || language() !== run.spoken) throw new OverError();
  } while (!run.isAsked && !isQuiet());
}

async function keep(run: Run, found: ReadonlyMap<string, unknown>): Promise<void> {
  if (confirmed.peek() !== run.who || timesForgotten() !== run.forgotten) throw new OverError();
  for (const question of found.keys()) run.questions.add(question);
  await keepBeforehand(run.who, found);
}

async function all(run: Run): Promise<void> {
  const before = await readSum();
  const { rows, total } = await list(run);
  const fetched = run.isAsked ? {} : (before?.fetched ?? {});
  const now: OwnSum = { units: run.units, rows, fetched: {}, wholeAt: before?.wholeAt ?? null, total };
  await forms(run);
  for (const [place, row] of rows.entries()) {
    course.value = { done: place, all: rows.length };
    const known = fetched[row.code];
    const is = `${row.version} ${row.state}`;
    if (known?.is === is && Date.now() - known.at < RECORD_AGE && (await isThere(run, row.code))) now.fetched[row.code] = known;
    else if (run.characters < MOST_CHARACTERS && (await record(run, row.code))) now.fetched[row.code] = { is, at: Date.now() };
    if (place % 10 === 9) await keep(run, new Map([[sumQuestion(run.spoken), (sum.value = { ...now })]]));
  }
  await keep(run, new Map([[sumQuestion(run.spoken), (sum.value = { ...now, wholeAt: Date.now() })]]));
  await keepOnly(run.who, run.questions);
}

async function list(run: Run): Promise<{ rows: FoundSiteFragment[]; total: number }> {
  const rows = new Map<string, FoundSiteFragment>();
  let total = 0;
  for (const code of run.units) {
    const question: Question = { ...NOTHING, unit: code };
    let after: string | null = null;
    do {
      await turn(run);
      const { sites }: FoundSitesQuery = await ask(FoundSitesDocument, {
        view: 'WORKING' as const, filter: filterOf(question), language: run.spoken.toUpperCase() as Language, ...turnOf(question, PAGE, after),
      });
      if (after === null) total += sites.totalCount;
      for (const row of sites.nodes) if (rows.size < MOST_RECORDS) rows.set(row.code, row);
      after = sites.pageInfo.hasNextPage && rows.size < MOST_RECORDS ? sites.pageInfo.endCursor : null;
    } while (after !== null);
  }
  return { rows: [...rows.values()], total };
}

/** What the form needs beside the record. */
async function forms(run: Run): Promise<void> {
  await turn(run);
  const lists: FormListsQuery = await ask(FormListsDocument, {});
  const found = new Map<string, unknown>([[questionOf(FormListsDocument, '{}', run.spoken), lists]]);
  await turn(run);
  found.set(questionOf(CommunesDocument, '{}', run.spoken), await ask(CommunesDocument, {}));
  for (const { id } of lists.adminUnits.filter(({ code }) => run.units.includes(code))) {
    await turn(run);
    found.set(questionOf(UnitOutlineDocument, JSON.stringify({ id }), run.spoken), await ask(UnitOutlineDocument, { id }));
  }
  await keep(run, found);
}

/** The questions of a record's view and form, each with its answer. */
type Answers = [question: string, answer: unknown][];

function questionsOf(run: Run, code: string): { page: string; working: string; pictures: string; remarks: string; formRemarks: string } {
  const named = JSON.stringify({ code });
  return {
    page: questionOf(RecordPageDocument, JSON.stringify(asksOf(code, 'WORKING')), run.spoken),
    working: questionOf(WorkingSiteDocument, named, ''),
    pictures: questionOf(PicturesOfDocument, named, run.spoken),
    remarks: questionOf(RecordRemarksDocument, JSON.stringify({ codes: [code] }), run.spoken),
    formRemarks: questionOf(RemarksDocument, named, run.spoken),
  };
}

/** Whether a record is kept still; if so it stays. */
async function isThere(run: Run, code: string): Promise<boolean> {
  const questions = questionsOf(run, code);
  if (!(await keptAnswer(run.who, questions.page))) return false;
  for (const question of Object.values(questions)) run.questions.add(question);
  return true;
}

/** Fetch one record; whether the catalogue would give it. Throws `TroubleError` where it cannot be reached. */
async function record(run: Run, code: string): Promise<boolean> {
  await turn(run);
  try {
    const { page, working, public: seen, pictures, remarks } = await ask(OwnRecordDocument, { code, words: run.spoken === 'en' ? 'EN' : 'VI' });
    const by = questionsOf(run, code);
    const answers: Answers = [
      [by.page, { sites: page }], [by.working, { working, public: seen }], [by.pictures, { sites: pictures }], [by.remarks, { sites: remarks }],
      [by.formRemarks, { sites: remarks }],
    ];
    run.characters += JSON.stringify(answers).length;
    await keep(run, new Map(answers));
    return true;
  } catch (error) {
    if (error instanceof TroubleError && ['FORBIDDEN', 'NOT_FOUND', 'TOO_COSTLY', 'INTERNAL'].includes(error.trouble.code)) return false;
    throw error;
  }
}

/** From now on: whenever what is kept has grown old, there is a network, and it costs nobody anything. */
export function keepFresh(): () => void {
  let isOver = false;
  const look = async () => {
    const kept = await readSum();
    const isOld = !kept?.wholeAt || Date.now() - kept.wholeAt > LIST_AGE;
    // Where it gave way to what is typed, for want of room, it does not come back by itself.
    if (!isOver && isOld && timesForgotten() === 0 && !isOffline.peek() && !isDear()) await fetchOwn(false);
  };
  const timer = setInterval(() => void look(), 10 * MINUTE);
  const stop = effect(() => {
    language();
    if (!isOffline.value) void look();
  });
  return () => {
    isOver = true;
    clearInterval(timer);
    stop();
  };
}
