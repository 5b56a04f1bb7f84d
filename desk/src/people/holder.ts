// Whose things are kept on this machine. Windows share what is remembered, and somebody else may sign in in another of them:
// what this page shows belongs to the person who sits at this page, until it says otherwise.
import { remember, remembered } from '../words/remembered.ts';

let here: string | null = null;

/** The id of the person who sits at this page; before that is known, of whoever sat here last, known without a network too. */
export function holder(): string {
  return here ?? remembered('holder') ?? '';
}

/** The id of the person whom this page shows; null while it shows nobody. */
export function sitsHere(): string | null {
  return here;
}

export function nowSits(person: string): void {
  here = person;
}

export function nowHolds(person: string | null): void {
  here = person;
  remember('holder', person);
}
