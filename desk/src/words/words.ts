// What the desk says, in the language of whoever sits at it. `say` reads a signal: whatever it was used in is drawn anew
// when the language is switched. A further language is one file in messages/ and a few lines in LANGUAGES.
import { signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import type vietnamese from '../../messages/vi.json';
import { partOf, type Part } from './parts.ts';
import { remembered, remember } from './remembered.ts';

/** The names of a file's messages. */
export type Path<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string];
/** The name of a message: `find.title`. */
export type Word = Path<typeof vietnamese>;
export type Values = Record<string, string | number | Date>;
type Message = string | ConstructorParameters<typeof IntlMessageFormat>[0];
type Catalogue = Record<string, Message>;

export const LANGUAGES = {
  vi: {
    name: 'Tiếng Việt', tag: 'vi-VN', load: () => import('../../messages/vi.json'), parts: {
      entering: () => import('words:vi/entering'), photographs: () => import('words:vi/photographs'), finding: () => import('words:vi/finding'),
      zones: () => import('words:vi/zones'), dossier: () => import('words:vi/dossier'), more: () => import('words:vi/more'),
      records: () => import('words:vi/records'), told: () => import('words:vi/told'),
      figures: () => import('words:vi/figures'), scores: () => import('words:vi/scores'),
      administration: () => import('words:vi/administration'), lesson: () => import('words:vi/lesson'), own: () => import('words:vi/own'),
      guide: () => import('words:vi/guide'),
    },
  },
  en: {
    name: 'English', tag: 'en-GB', load: () => import('../../messages/en.json'), parts: {
      entering: () => import('words:en/entering'), photographs: () => import('words:en/photographs'), finding: () => import('words:en/finding'),
      zones: () => import('words:en/zones'), dossier: () => import('words:en/dossier'), more: () => import('words:en/more'),
      records: () => import('words:en/records'), told: () => import('words:en/told'),
      figures: () => import('words:en/figures'), scores: () => import('words:en/scores'),
      administration: () => import('words:en/administration'), lesson: () => import('words:en/lesson'), own: () => import('words:en/own'),
      guide: () => import('words:en/guide'),
    },
  },
} as const;
export type Language = keyof typeof LANGUAGES;

interface Spoken {
  language: Language;
  catalogue: Catalogue;
  ready: Map<string, IntlMessageFormat>;
}

const spoken = signal<Spoken>({ language: 'vi', catalogue: {}, ready: new Map() });

/** The language chosen before on this machine, else the browser's first that we have, else Vietnamese. */
export function preferred(): Language {
  const known = [remembered('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (known.find((tag) => tag !== null && tag in LANGUAGES) as Language | undefined) ?? 'vi';
}

/** The parts that views have asked for: they come along when the language is switched. */
const wanted = new Set<Part>();

export async function speak(language: Language): Promise<void> {
  const { load, parts } = LANGUAGES[language];
  const all = await Promise.all([load(), ...[...wanted].map((part) => parts[part]())]);
  const catalogue = Object.assign({}, ...all.map((one) => one.default)) as Catalogue;
  document.documentElement.lang = language;
  spoken.value = { language, catalogue, ready: new Map() };
}

/** Bring the words of these parts. */
export async function bring(parts: readonly Part[]): Promise<void> {
  const missing = parts.filter((part) => !wanted.has(part));
  for (const part of missing) wanted.add(part);
  const { language } = spoken.peek();
  try {
    const all = await Promise.all(missing.map((part) => LANGUAGES[language].parts[part]()));
    const { catalogue, ...now } = spoken.peek();
    if (missing.length && now.language === language) spoken.value = { ...now, catalogue: Object.assign({}, catalogue, ...all.map((one) => one.default)) as Catalogue };
  } catch (error) {
    for (const part of missing) wanted.delete(part);
    throw error;
  }
}

/** A view with its words: neither is shown without the other. */
export function worded<T>(parts: readonly Part[], load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), bring(parts)]))[0];
}

/** A word of a part that nobody brought comes a moment later. */
function fetched(word: string): '' | undefined {
  const part = partOf(word);
  if (!part || wanted.has(part)) return undefined;
  void bring([part]).catch(() => undefined);
  return '';
}

/** Speak another language at once, and from now on on this machine. */
export async function switchTo(language: Language): Promise<void> {
  await speak(language);
  remember('language', language);
}

export function language(): Language {
  return spoken.value.language;
}

/** The message `word`; `values` fill its arguments. */
export function say(word: Word, values?: Values): string {
  const { catalogue, ready, language: now } = spoken.value;
  const message = catalogue[word];
  if (message === undefined) return fetched(word) ?? word;
  if (typeof message === 'string') return message;
  let format = ready.get(word);
  if (!format) ready.set(word, (format = new IntlMessageFormat(message, LANGUAGES[now].tag)));
  return String(format.format(values));
}

/** The message for a term that the interface answers, such as `state` RETURNED; the term itself if it is a new one. */
export function sayTerm(family: string, term: string): string {
  const { catalogue } = spoken.value;
  const message = catalogue[`term.${family}.${term}`];
  return typeof message === 'string' ? message : (fetched(`term.${family}.${term}`) ?? term);
}
