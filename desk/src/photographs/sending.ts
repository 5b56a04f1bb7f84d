// Sends photographs: two at once, each uploaded, then attached once its site exists, then described anew where something
// else is said of it. Every step is written down before it is taken; windows take turns.
import { newKey } from '../graphql/key.ts';
import { effect, signal } from '@preact/signals';
import { confirmed } from '../people/viewer.ts';
import { ask, change as tell, TroubleError, type Trouble } from '../graphql/client.ts';
import { AttachPictureDocument, DescribePictureDocument, PicturesOfDocument } from '../graphql/documents.ts';
import { dropPicture, pictureOf } from './keep.ts';
import {
  answered, anew, attaching, describing, nextStep, PASSING, uploadIdOf, type Photograph, type Step,
} from './photograph.ts';
import { change, drop, note, onPhotograph, openShelf, shelf } from './shelf.ts';
import { GoneError, RefusedError, type Running } from './upload-ends.ts';

const AT_ONCE = 2;
const PAUSE = 1_500;
const LONGEST = 60_000;
/** What no second try mends. */
const FINAL = new Set(['FORBIDDEN', 'NOT_FOUND', 'BAD_REQUEST', 'TOO_COSTLY', 'BAD_USER_INPUT']);

/** Why photographs wait; null: nothing is in the way. */
export const hindrance = signal<Trouble | null>(null);

const taken = new Set<string>();
const running = new Map<string, Running>();
const waits = new Map<string, { count: number; until: number }>();
let timer: ReturnType<typeof setTimeout> | undefined;
let isAtWork = false;
let isWanted = false;
let startedFor: string | null = null;

/** Send by itself from now on; what lay here before, first. */
export async function startPhotographs(person: string): Promise<void> {
  await openShelf(person);
  if (startedFor !== person) {
    if (!startedFor) {
      onPhotograph(heed);
      addEventListener('online', again);
      effect(() => {
        if (confirmed.value) go();
      });
    }
    startedFor = person;
  }
  go();
}

/** Try at once whatever waits. */
export function again(): void {
  waits.clear();
  go();
}

/** A photograph that somebody paused, here or in another window, stops; anything else may be work. */
function heed(one: Photograph | null): void {
  for (const [id, { stop }] of running) {
    const now = shelf.value.get(id);
    if (!now || now.state === 'PAUSED') stop();
  }
  if (one === null || nextStep(one)) go();
}

function go(): void {
  isWanted = true;
  if (isAtWork) return;
  isAtWork = true;
  clearTimeout(timer);
  void alone(async () => {
    while (isWanted) {
      isWanted = false;
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
  }).finally(() => {
    isAtWork = false;
    if (isWanted) go();
    else later();
  });
}

function alone(act: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('desk-photographs', act) : act();
}

function later(): void {
  const due = [...waits].filter(([id]) => shelf.value.has(id)).map(([, { until }]) => until);
  if (due.length) timer = setTimeout(go, Math.max(50, Math.min(...due) - Date.now()));
}

async function worker(): Promise<void> {
  for (let found = next(); found; found = next()) {
    const [one, step] = found;
    taken.add(one.id);
    try {
      await STEPS[step](one);
      waits.delete(one.id);
      hindrance.value = null;
    } catch (error) {
      await hindered(one, error);
    } finally {
      taken.delete(one.id);
      running.delete(one.id);
      note(one.id, null);
    }
  }
}

function next(): [Photograph, Step] | undefined {
  for (const one of shelf.value.values()) {
    const step = nextStep(one);
    if (step && one.person === confirmed.peek() && !taken.has(one.id) && (waits.get(one.id)?.until ?? 0) <= Date.now()) return [one, step];
  }
  return undefined;
}

async function hindered(one: Photograph, error: unknown): Promise<void> {
  if (error instanceof GoneError) {
    await change(one.id, anew);
    return;
  }
  if (error instanceof RefusedError) {
    await refuse(one.id, `HTTP_${error.status}`, error.message);
    return;
  }
  const trouble = error instanceof TroubleError ? error.trouble : null;
  if (trouble && FINAL.has(trouble.code)) {
    await refuse(one.id, trouble.code, trouble.message);
    return;
  }
  const count = (waits.get(one.id)?.count ?? 0) + 1;
  waits.set(one.id, { count, until: Date.now() + Math.min(LONGEST, PAUSE * 2 ** (count - 1)) });
  // A fault of the desk's own is told as such, and holds up no other photograph.
  if (!trouble) throw error;
  if (!PASSING.has(trouble.code)) hindrance.value = trouble;
}

async function refuse(id: string, code: string, message: string): Promise<void> {
  const problems = [{ code, field: null, message }];
  await change(id, (row) => ({ ...row, attempt: null, problems, state: row.told ? 'ATTACHED' : 'REFUSED' }));
}

async function upload({ id }: Photograph): Promise<void> {
  const row = await change(id, (one) => (one.state === 'WAITING' ? { ...one, state: 'SENDING' } : one));
  const picture = await pictureOf(id);
  if (!row || row.state !== 'SENDING') return;
  if (!picture) return drop(id);
  const writing: Promise<unknown>[] = [];
  const write = (patch: Partial<Photograph>) => void writing.push(change(id, (one) => ({ ...one, ...patch })));
  let reached = row.sent;
  // Loaded once there is something to send.
  const { uploading } = await import('./upload.ts');
  const one = uploading(picture, row.name, row.uploadUrl, {
    onAddress: (uploadUrl) => write({ uploadUrl }),
    onGoing: (sent) => note(id, sent),
    onKept: (sent) => write({ sent: (reached = sent) }),
  });
  running.set(id, one);
  // Paused in the very moment in which it began.
  if (shelf.value.get(id)?.state === 'PAUSED') one.stop();
  try {
    await one.done;
  } finally {
    await Promise.all(writing);
  }
  await change(id, (now) => (now.state === 'SENDING' && (reached === now.size || now.sent === now.size) ? { ...now, state: 'SENT', sent: now.size } : now));
}

async function attach({ id }: Photograph): Promise<void> {
  const row = await change(id, (one) => ({ ...one, attempt: one.attempt ?? { key: newKey(), said: one.said } }));
  const attempt = row?.attempt;
  if (!row?.siteId || !attempt) return;
  const variables = { siteId: row.siteId, uploadId: uploadIdOf(row), input: attaching(attempt.said), key: attempt.key };
  const { answer } = await tell(AttachPictureDocument, variables);
  const problems = [...(answer?.problems ?? [])];
  passing(problems);
  if (problems.some(({ code }) => code === 'UPLOAD_GONE' || code === 'ALREADY_ATTACHED') && (await isThere(row))) return drop(id);
  const version = answer?.site?.version ?? null;
  const after = await change(id, (one) => answered(one, attempt, { surrogate: answer?.surrogate ?? null, version, problems, warnings: [...(answer?.warnings ?? [])] }));
  if (after?.state === 'ATTACHED') await dropPicture(id);
}

function passing(problems: readonly { code: string; message: string }[]): void {
  const found = problems.find(({ code }) => PASSING.has(code));
  if (found) throw new TroubleError(found);
}

/** Whether the record has this very file by now: its answer came so late that the key was forgotten. */
async function isThere({ code, digest }: Photograph): Promise<boolean> {
  if (!code || !digest) return false;
  const { sites } = await ask(PicturesOfDocument, { code });
  return sites.nodes.some(({ surrogates }) => surrogates.edges.some(({ node }) => node.digest === digest));
}

async function describe({ id }: Photograph): Promise<void> {
  const row = await change(id, (one) => ({ ...one, attempt: one.attempt ?? { key: newKey(), said: one.said } }));
  const attempt = row?.attempt;
  if (!row?.told || !row.surrogateId || !attempt) return;
  const input = describing(attempt.said, row.told);
  const { answer } = await tell(DescribePictureDocument, { id: row.surrogateId, version: row.version, input, key: attempt.key });
  const problems = [...(answer?.problems ?? [])];
  passing(problems);
  const version = answer?.site?.version ?? null;
  const after = await change(id, (one) => answered(one, attempt, { surrogate: answer?.surrogate ?? null, version, problems, warnings: [...(answer?.warnings ?? [])] }));
  // What others said meanwhile is read anew, so that it is seen before anybody chooses.
  if (after?.code && problems.some(({ code }) => code === 'STALE_REVISION')) await ask(PicturesOfDocument, { code: after.code });
}

const STEPS: Record<Step, (one: Photograph) => Promise<void>> = { UPLOAD: upload, ATTACH: attach, DESCRIBE: describe };

