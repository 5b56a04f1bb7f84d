// What the desk says, in the language of whoever sits at it. `say` reads a signal: whatever it was used in is drawn anew
// when the language is switched. A further language is one file in messages/ and one line in LANGUAGES.
import { signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import type vietnamese from '../../messages/vi.json';
import type administration from '../administration/messages/vi.json';
import { remembered, remember } from './remembered.ts';

type Path<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string];
/** The name of a message: `find.title`. */
export type Word = Path<typeof vietnamese> | Path<typeof administration>;
export type Values = Record<string, string | number | Date>;
type Message = string | ConstructorParameters<typeof IntlMessageFormat>[0];
type Catalogue = Record<string, Message>;

export const LANGUAGES = {
  vi: { name: 'Tiếng Việt', tag: 'vi-VN', load: () => import('../../messages/vi.json') },
  en: { name: 'English', tag: 'en-GB', load: () => import('../../messages/en.json') },
} as const;
export type Language = keyof typeof LANGUAGES;
type Further = Record<Language, () => Promise<{ default: unknown }>>;
const further: Further[] = [];

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

export async function speak(language: Language): Promise<void> {
  const loaded = await Promise.all([LANGUAGES[language].load(), ...further.map((words) => words[language]())]);
  document.documentElement.lang = language;
  spoken.value = { language, catalogue: Object.assign({}, ...loaded.map((each) => each.default)) as Catalogue, ready: new Map() };
}

/** Words that only some views need: they load with those views, and from then on with every language. */
export async function speakAlso(words: Further): Promise<void> {
  further.push(words);
  await speak(language());
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
  if (message === undefined) return word;
  if (typeof message === 'string') return message;
  let format = ready.get(word);
  if (!format) ready.set(word, (format = new IntlMessageFormat(message, LANGUAGES[now].tag)));
  return String(format.format(values));
}

/** The message for a term that the interface answers, such as `state` RETURNED; the term itself if it is a new one. */
export function sayTerm(family: string, term: string): string {
  const { catalogue } = spoken.value;
  const message = catalogue[`term.${family}.${term}`];
  return typeof message === 'string' ? message : term;
}
