// Days, instants and numbers as people read them. Legal days and instants are those of Asia/Ho_Chi_Minh.
import { LANGUAGES, language } from './words.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = LANGUAGES[language()].tag;
  const key = `${tag} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(tag, options));
  return formats.get(key) as Intl.DateTimeFormat;
}

/** An ISO day, `2026-12-01`, in figures: 01/12/2026 in both languages. */
export function day(iso: string): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return dates('day', options).format(new Date(`${iso}T00:00:00Z`));
}

/** An ISO instant: the day and the minute. */
export function instant(iso: string): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone: ZONE } as const;
  return dates('instant', options).format(new Date(iso));
}

export function number(value: number, digits = 0): string {
  const tag = LANGUAGES[language()].tag;
  const key = `${tag} number ${digits}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(tag, { maximumFractionDigits: digits }));
  return (formats.get(key) as Intl.NumberFormat).format(value);
}

/** Bytes as kB or MB. */
export function bytes(count: number): string {
  return count < 1e6 ? `${number(Math.ceil(count / 1e3))} kB` : `${number(count / 1e6, 1)} MB`;
}

/** An ISO instant as the time of day: 14:05. */
export function clock(iso: string): string {
  return dates('clock', { hour: '2-digit', minute: '2-digit', timeZone: ZONE }).format(new Date(iso));
}
