// The photographs that this person has in hand on this machine, as every part of the desk sees them; other windows are told.
import { signal } from '@preact/signals';
import { keepBefore } from '../offline/keepers.ts';
import { read as readWork } from '../outbox/store.ts';
import type { Work } from '../outbox/work.ts';
import { onChanged, onDropped } from '../outbox/works.ts';
import * as kept from './keep.ts';
import { isSettled, type Photograph } from './photograph.ts';
import { terminate } from './upload-ends.ts';

/** What photographs belong to: a work, and its site once there is one. */
export interface Subject {
  workId: string | null;
  siteId: string | null;
  code: string | null;
}

export const shelf = signal<ReadonlyMap<string, Photograph>>(new Map());
/** Bytes that have gone out by now, by photograph: finer than what is written down. */
export const going = signal<ReadonlyMap<string, number>>(new Map());
/** Photographs that this machine has no room for: they last as long as the page. */
export const fleeting = signal<ReadonlySet<string>>(new Set());

const listeners = new Set<(one: Photograph | null) => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('desk-photographs');
let owner: string | null = null;
let opening: Promise<void> | null = null;

/** Be told of every photograph that was added or changed, here or in another window; null: one is gone. */
export function onPhotograph(listener: (one: Photograph | null) => void): void {
  listeners.add(listener);
}

function show(id: string, one: Photograph | undefined): void {
  const next = new Map(shelf.value);
  if (one && one.person === owner) next.set(id, one);
  else next.delete(id);
  shelf.value = next;
  for (const listener of listeners) listener(one ?? null);
}

/** Take up what lies here from before. */
export function openShelf(person: string): Promise<void> {
  if (owner !== person) opening = null;
  owner = person;
  opening ??= load(person);
  return opening;
}

async function load(person: string): Promise<void> {
  const found = await kept.allOf(person);
  const all = found.filter((one) => !isSettled(one));
  for (const one of found) if (isSettled(one)) await kept.drop(one.id);
  shelf.value = new Map(all.map((one) => [one.id, one]));
  for (const one of all) if (!one.siteId && one.workId) await belong(await readWork(one.workId));
}

/** A work has its site by now: so have its photographs. */
async function belong(work: Work | undefined): Promise<void> {
  if (!work?.siteId) return;
  for (const one of shelf.value.values()) {
    if (one.workId === work.id && !one.siteId) await change(one.id, (row) => ({ ...row, siteId: work.siteId, code: work.code }));
  }
}

export async function put(one: Photograph, picture: Blob | null): Promise<void> {
  if (!(await kept.add(one, picture))) {
    fleeting.value = new Set([...fleeting.value, one.id]);
    settleLater();
  }
  show(one.id, one);
  channel?.postMessage(one.id);
}

const TRY_AGAIN = 4_000;
let trying: ReturnType<typeof setTimeout> | undefined;

/** Until there is room: what lasts no longer than the page is tried again. */
function settleLater(): void {
  trying ??= setTimeout(async () => {
    const settled = new Set(await kept.settle());
    trying = undefined;
    fleeting.value = new Set([...fleeting.value].filter((id) => !settled.has(id) && kept.isFleeting(id)));
    if (kept.isAnyFleeting()) settleLater();
  }, TRY_AGAIN);
}

export async function change(id: string, patch: (one: Photograph) => Photograph): Promise<Photograph | undefined> {
  const after = await kept.update(id, patch);
  if (kept.isFleeting(id)) settleLater();
  show(id, after);
  channel?.postMessage(id);
  return after;
}

export async function drop(id: string): Promise<void> {
  await kept.drop(id);
  show(id, undefined);
  channel?.postMessage(id);
}

export function note(id: string, sent: number | null): void {
  const next = new Map(going.value);
  if (sent === null) next.delete(id);
  else next.set(id, sent);
  going.value = next;
}

export function belongsTo(one: Photograph, { workId, siteId }: Subject): boolean {
  return (workId !== null && one.workId === workId) || (siteId !== null && one.siteId === siteId);
}

/** The photographs of a work or a site that are on this machine, in the order in which they were added. */
export function shelfOf(subject: Subject): Photograph[] {
  return [...shelf.value.values()].filter((one) => belongsTo(one, subject));
}

channel?.addEventListener('message', ({ data }) => void kept.read(data as string).then((one) => show(data as string, one)));
onChanged((work) => void belong(work));
onDropped(async (work) => {
  const own = [...shelf.value.values()].filter((one) => one.workId === work && !one.siteId);
  for (const one of own) {
    await drop(one.id);
    if (one.uploadUrl) terminate(one.uploadUrl);
  }
});
keepBefore(async () => undefined, kept.isAnyOnlyHere);
