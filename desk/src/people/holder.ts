// Whose things are kept on this machine: the id of the person who sat here last, known without a network too.
import { remember, remembered } from '../words/remembered.ts';

export function holder(): string {
  return remembered('holder') ?? '';
}

export function nowHolds(person: string | null): void {
  remember('holder', person);
}
