// What is being said of photographs and not saved yet: kept on this machine at every keystroke until it is saved or dropped.
import { holder } from '../people/holder.ts';
import { remember, remembered } from '../words/remembered.ts';
import { blankSaid, type Said } from './photograph.ts';

function placeOf(keys: readonly string[]): string {
  return `saying.${holder()}.${[...keys].sort().join('+')}`;
}

export function draftOf(keys: readonly string[]): Said | null {
  try {
    const kept = JSON.parse(remembered(placeOf(keys)) ?? 'null') as Said | null;
    return kept && { ...blankSaid(), ...kept };
  } catch {
    return null;
  }
}

/** `null`: saved, or no longer wanted. */
export function keepDraft(keys: readonly string[], said: Said | null): void {
  remember(placeOf(keys), said && JSON.stringify(said));
}
