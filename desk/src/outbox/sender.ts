// Sends works, each in order and once: an attempt is written down before it is sent, and sent again as it is, with its
// key, until an answer comes. Two windows take turns.
import { signal } from '@preact/signals';
import { ask, change as tell, TroubleError, type Trouble } from '../graphql/client.ts';
import {
  SendChangesDocument, SendForReviewDocument, SendNewDocument, WorkingSiteDocument, type CreateSiteInput,
} from '../graphql/documents.ts';
import { answered, isUnsent, planned, rebased, type Attempt, type Payload, type Work } from './work.ts';
import { change, keep, onTyped, worksOf } from './works.ts';

const PAUSE = 2_000;
const LONGEST_WAIT = 60_000;

/** Why sending waits, by work; no entry: nothing is in the way. */
export const waits = signal<ReadonlyMap<string, Trouble>>(new Map());

const timers = new Map<string, ReturnType<typeof setTimeout>>();
const tries = new Map<string, number>();

function later(id: string, after: number): void {
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => void send(id), after));
}

function note(id: string, trouble: Trouble | null): void {
  const next = new Map(waits.value);
  if (trouble) next.set(id, trouble);
  else next.delete(id);
  waits.value = next;
}

/** What no second try mends; anything else is tried again. */
const FINAL = new Set(['FORBIDDEN', 'NOT_FOUND', 'BAD_REQUEST', 'TOO_COSTLY']);

async function perform(attempt: Attempt, siteId: string | null): Promise<Payload> {
  const { kind, idempotencyKey: key, input } = attempt;
  const id = siteId ?? '';
  const version = attempt.version ?? 0;
  const { answer } =
    kind === 'CREATE' ? await tell(SendNewDocument, { input: (input ?? {}) as CreateSiteInput, key })
    : kind === 'REVISE' ? await tell(SendChangesDocument, { id, version, input: input ?? {}, key })
    : await tell(SendForReviewDocument, { id, version, key });
  return { site: answer?.site ?? null, problems: answer?.problems ?? [], warnings: answer?.warnings ?? [] };
}

/** The work upon the newest version; the record's own state is read with it. */
export async function refreshed(work: Work): Promise<Work | undefined> {
  const { working, public: seen } = await ask(WorkingSiteDocument, { code: work.code ?? '' });
  const [site] = working.nodes;
  if (!site) return work;
  const isPublic = seen.totalCount > 0 || site.state === 'WITHDRAWN' || site.origin === 'REGISTER_IMPORT';
  return change(work.id, (kept) => rebased({ ...kept, attempt: null }, site, isPublic));
}

/** One step of a work; whether there may be another. */
async function step(id: string): Promise<boolean> {
  const work = await change(id, (kept) => {
    const attempt = planned(kept, () => crypto.randomUUID());
    return attempt ? { ...kept, attempt, step: 'SENDING' } : kept;
  });
  const attempt = work?.attempt;
  if (!work || !attempt) return false;
  const payload = await perform(attempt, work.siteId);
  tries.delete(id);
  note(id, null);
  if (payload.problems.some(({ code }) => code === 'STALE_REVISION')) {
    const now = await refreshed(work);
    return now?.step !== 'CONFLICT';
  }
  const after = await change(id, (kept) => answered(kept, attempt, payload, new Date().toISOString()));
  return after !== undefined && after.problems.every(({ facet }) => facet !== null);
}

/** Send what can be sent of a work, until all is there or something is in the way. */
export async function send(id: string): Promise<void> {
  clearTimeout(timers.get(id));
  await keep(id);
  await alone(`desk-work-${id}`, async () => {
    try {
      while (await step(id));
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      await stopped(id, error.trouble);
    }
  });
}

async function stopped(id: string, trouble: Trouble): Promise<void> {
  if (FINAL.has(trouble.code)) {
    const told = { code: trouble.code, message: trouble.message, facet: null, place: null };
    await change(id, (kept) => ({ ...kept, attempt: null, step: 'REFUSED', wish: 'KEEP', problems: [told] }));
    return;
  }
  await change(id, (kept) => ({ ...kept, step: 'KEPT' }));
  note(id, trouble);
  const count = (tries.get(id) ?? 0) + 1;
  tries.set(id, count);
  if (trouble.code !== 'UNAUTHENTICATED') later(id, Math.min(LONGEST_WAIT, PAUSE * 2 ** count));
}

/** Send a work for review: everything in hand first, also what was refused before. */
export async function submit(id: string): Promise<void> {
  await keep(id);
  await change(id, (work) => ({ ...work, wish: 'SUBMIT', held: {}, problems: [] }));
  await send(id);
}

function alone(name: string, act: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request(name, act) : act();
}

/** Send by itself from now on: after every pause in typing, when the network is back, and what lay here before. */
export async function startSending(person: string): Promise<void> {
  if (startedFor === person) return;
  startedFor = person;
  onTyped((work) => later(work.id, PAUSE));
  addEventListener('online', () => void sendAll(person));
  await sendAll(person);
}
let startedFor: string | null = null;

async function sendAll(person: string): Promise<void> {
  for (const work of await worksOf(person)) if (isUnsent(work) && !work.conflict) await send(work.id);
}
