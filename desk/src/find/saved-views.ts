// A name for a set of conditions, kept on this machine for each person.
import { signal } from '@preact/signals';
import { remember, remembered } from '../words/remembered.ts';
import { addressOf, NOTHING, readQuestion, type Question } from './question.ts';

export interface SavedView {
  name: string;
  question: Question;
}

export const MOST_VIEWS = 20;
export const saved = signal<readonly SavedView[]>([]);
let owner = '';

/** What was written down, as far as it makes sense. */
export function readViews(written: string | null): SavedView[] {
  try {
    const all: unknown = JSON.parse(written ?? '[]');
    if (!Array.isArray(all)) return [];
    return all.flatMap((one: unknown) => {
      const { name, address } = (one ?? {}) as Record<string, unknown>;
      if (typeof name !== 'string' || !name.trim() || typeof address !== 'string') return [];
      const query = Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? ''));
      return [{ name: name.slice(0, 60), question: readQuestion(query, true) }];
    }).slice(0, MOST_VIEWS);
  } catch {
    return [];
  }
}

export function writtenViews(views: readonly SavedView[]): string {
  return JSON.stringify(views.map(({ name, question }) => ({ name, address: addressOf(question) })));
}

export function openViews(personId: string): void {
  if (owner === personId) return;
  owner = personId;
  saved.value = readViews(remembered(`views.${owner}`));
}

function keep(views: readonly SavedView[]): void {
  saved.value = views;
  remember(`views.${owner}`, views.length ? writtenViews(views) : null);
}

/** Keep a view under a name; one of the same name is replaced. */
export function saveView(name: string, question: Question): void {
  const rest = saved.value.filter((one) => one.name !== name);
  keep([...rest, { name, question: { ...question, look: NOTHING.look } }].slice(-MOST_VIEWS));
}

export function dropView(name: string): void {
  keep(saved.value.filter((one) => one.name !== name));
}
