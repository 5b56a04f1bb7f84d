// The works that are open in this window: typed into at once, written down a moment later, told to other windows.
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Fields } from './fields.ts';
import { keepBefore } from '../offline/keepers.ts';
import { merged } from './merge.ts';
import { allOf, isAnyOnlyHere, read, update } from './store.ts';
import { edited, type Work } from './work.ts';

const WRITE_AFTER = 250;

interface Held {
  now: Signal<Work>;
  /** The fields as they were last written down; what differs from them is typed here and not yet kept. */
  written: Fields;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const open = new Map<string, Held>();
const listeners = new Set<(work: Work) => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('desk-works');
channel?.addEventListener('message', ({ data }) => void reread(data as string));

/** Be told of every work that somebody has typed into here. */
export function onTyped(listener: (work: Work) => void): void {
  listeners.add(listener);
}

const changeListeners = new Set<(work: Work) => void>();
const dropListeners = new Set<(id: string) => unknown>();

/** Be told of every work that is kept anew here: typed into, sent, answered. */
export function onChanged(listener: (work: Work) => void): void {
  changeListeners.add(listener);
}

/** Be told of every work that its person lets go of here. */
export function onDropped(listener: (id: string) => unknown): void {
  dropListeners.add(listener);
}

/** The work as this window shows it. */
export function shownWork(work: Work): ReadonlySignal<Work> {
  const held = open.get(work.id) ?? { now: signal(work), written: work.fields, timer: undefined };
  open.set(work.id, held);
  return held.now;
}

/** What other windows did: taken over, but for what is typed here right now. */
async function reread(id: string): Promise<void> {
  const held = open.get(id);
  const kept = held && (await read(id));
  if (held && kept) show(held, kept);
}

function show(held: Held, kept: Work): void {
  const { fields } = merged(held.written, held.now.value.fields, kept.fields);
  held.written = kept.fields;
  held.now.value = { ...kept, fields };
}

/** Somebody types: shown at once, kept within a third of a second. */
export function type(id: string, change: (fields: Fields) => Fields): void {
  const held = open.get(id);
  if (!held) return;
  held.now.value = edited(held.now.value, change(held.now.value.fields));
  clearTimeout(held.timer);
  held.timer = setTimeout(() => void keep(id), WRITE_AFTER);
}

/** Write down what is typed, now. */
export async function keep(id: string): Promise<void> {
  const held = open.get(id);
  if (!held) return;
  clearTimeout(held.timer);
  const { fields } = held.now.value;
  if (fields === held.written) return;
  const work = await change(id, (kept) => ({ ...edited(kept, merged(held.written, fields, kept.fields).fields), updatedAt: new Date().toISOString() }));
  if (work) for (const listener of listeners) listener(work);
}

/** Change a work as it is kept; this window and others show it. */
export async function change(id: string, patch: (work: Work) => Work): Promise<Work | undefined> {
  const held = open.get(id);
  // A work shown here before it was ever kept is kept from now on.
  const after = await update(id, (kept) => (kept ?? held ? patch(kept ?? held!.now.value) : undefined));
  if (held && after) show(held, after);
  channel?.postMessage(id);
  if (after) for (const listener of changeListeners) listener(after);
  return after;
}

/** Let go of a work for good: it was never sent, and its person does not want it. */
export async function drop(id: string): Promise<void> {
  clearTimeout(open.get(id)?.timer);
  open.delete(id);
  await update(id, () => undefined);
  channel?.postMessage(id);
  await Promise.all([...dropListeners].map((listener) => listener(id)));
}

/** This person's works on this machine, the one touched last first. */
export async function worksOf(person: string): Promise<Work[]> {
  const all = await allOf(person);
  return all.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));
}

/** Write down everything that is typed in this window. */
export async function keepAll(): Promise<void> {
  await Promise.all([...open.keys()].map(keep));
}

if (typeof document !== 'undefined') {
  addEventListener('pagehide', () => void keepAll());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void keepAll());
  keepBefore(keepAll, isAnyOnlyHere);
}
