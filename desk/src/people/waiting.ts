import { signal } from '@preact/signals';
import { ask } from '../graphql/client.ts';
import { CountWaitingDocument } from '../graphql/documents.ts';
import { may } from './viewer.ts';

/** How many records wait for this person's review or publication, as far as known. */
export const waiting = signal<number | undefined>(undefined);

/** Count anew; a count that cannot be had leaves the last one standing, the views themselves tell of trouble. */
export async function countWaiting(): Promise<void> {
  if (!may('APPROVE_SITE') && !may('PUBLISH_SITE')) return;
  const answer = await ask(CountWaitingDocument, {}).catch(() => undefined);
  if (answer) waiting.value = answer.sites.totalCount;
}
