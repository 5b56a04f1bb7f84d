import { signal } from '@preact/signals';

/** How many records wait for this person's review or publication, as far as known. */
export const waiting = signal<number | undefined>(undefined);
