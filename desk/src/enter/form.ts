// What every part of the form has before it: the work, how to change it, and what stands in the way where.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { FormListsQuery } from '../graphql/documents.ts';
import type { Fields } from '../outbox/fields.ts';
import type { Work } from '../outbox/work.ts';

export interface FormApi {
  work: Work;
  fields: Fields;
  lists: FormListsQuery;
  /** Change what is typed; shown at once, kept and sent a little later. */
  edit: (change: (fields: Fields) => Fields) => void;
  /** What has to be put right at a control, in the catalogue's words. */
  problemAt: (place: string) => string | undefined;
}

export const FormContext = createContext<FormApi | null>(null);

export function useForm(): FormApi {
  const form = useContext(FormContext);
  if (!form) throw new Error('outside of a form');
  return form;
}

/** Change one field by its name. */
export function set<K extends keyof Fields>(name: K, value: Fields[K]): (fields: Fields) => Fields {
  return (fields) => ({ ...fields, [name]: value });
}

/** Bring a control before the person: open what hides it, and put the focus there. */
export function goTo(place: string): void {
  const found = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`)
    ?? document.querySelector<HTMLElement>(`[data-place^="${CSS.escape(place.split('.')[0] ?? '')}"]`);
  if (!found) return;
  for (let around = found.closest('details'); around; around = around.parentElement?.closest('details') ?? null) around.open = true;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

/** A text as one searches for it: without marks, in small letters. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().trim();
}

/** The value once it has rested for a while. */
export function useSlowly<T>(value: T, wait: number): T {
  const [slow, setSlow] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return slow;
}
