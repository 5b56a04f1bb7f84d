// Finding the work that a person goes on with, or making it.
import { newKey } from '../graphql/key.ts';
import { ask, questionOf, TroubleError, type Trouble } from '../graphql/client.ts';
import { WorkingSiteDocument, type WorkingSiteQuery } from '../graphql/documents.ts';
import { keepAnswer, keptAnswer } from '../offline/answers.ts';
import { blank, differing, facetsOf } from '../outbox/fields.ts';
import { refreshed, send, startSending } from '../outbox/sender.ts';
import { newWork, rebased, type Work } from '../outbox/work.ts';
import { shownWork, worksOf } from '../outbox/works.ts';
import { openShelf, shelf } from '../photographs/shelf.ts';

export interface Opened {
  work: Work;
  /** What one left unfinished before, taken up again. */
  isResumed: boolean;
}

function made(person: string): Work {
  return newWork(newKey(), person, new Date().toISOString());
}

/** A new site: the one left unfinished on this machine, else an empty one in the officer's own commune. */
export async function openNew(person: string, units: string[], isFresh: boolean): Promise<Opened> {
  void startSending(person);
  await openShelf(person);
  const isShot = ({ id }: Work) => [...shelf.peek().values()].some(({ workId }) => workId === id);
  const left = isFresh ? undefined : (await worksOf(person)).find((work) => !work.siteId && (isBegun(work, units) || isShot(work)));
  if (left) return { work: left, isResumed: true };
  const empty = made(person);
  return { work: { ...empty, fields: { ...empty.fields, units: units.slice(0, 1) } }, isResumed: false };
}

/** Whether anything was typed beyond what the desk filled in by itself. */
export function isBegun(work: Work, units: string[]): boolean {
  return differing(facetsOf(work.fields), facetsOf({ ...blank(), units: units.slice(0, 1) })).length > 0;
}

/** A site of the catalogue, with what this person had in hand about it. Throws `TroubleError`; null: no such site. */
export async function openSite(person: string, code: string): Promise<Opened | null> {
  void startSending(person);
  const here = (await worksOf(person)).find((work) => work.code === code);
  if (here) {
    shownWork(here);
    return { work: (await newest(here)) ?? here, isResumed: false };
  }
  const { working, public: seen } = await asked(person, code);
  const [site] = working.nodes;
  if (!site) return null;
  const isPublic = seen.totalCount > 0 || site.state === 'WITHDRAWN' || site.origin === 'REGISTER_IMPORT';
  return { work: rebased(made(person), site, isPublic), isResumed: false };
}

/** The record as it is now; without a network as it was last read. Throws `TroubleError` where neither is to be had. */
async function asked(person: string, code: string): Promise<WorkingSiteQuery> {
  const question = questionOf(WorkingSiteDocument, JSON.stringify({ code }), '');
  try {
    const answer = await ask(WorkingSiteDocument, { code });
    void keepAnswer(person, question, answer);
    return answer;
  } catch (error) {
    const kept = error instanceof TroubleError && error.trouble.code === 'OFFLINE' ? await keptAnswer<WorkingSiteQuery>(person, question) : undefined;
    if (kept) return kept.data;
    throw error;
  }
}

/** What is on its way goes first; then what others did is taken in. Without network, what is here. */
async function newest(work: Work): Promise<Work | undefined> {
  if (work.attempt) {
    await send(work.id);
    return undefined;
  }
  try {
    return await refreshed(work);
  } catch (error) {
    if (error instanceof TroubleError && isNoAnswer(error.trouble)) return undefined;
    throw error;
  }
}

function isNoAnswer({ code }: Trouble): boolean {
  return code === 'OFFLINE' || code.startsWith('HTTP_');
}
