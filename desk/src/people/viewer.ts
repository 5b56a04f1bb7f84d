// Who sits at the desk, and what that person may do: as the policy says, never guessed from a role's name.
import { effect, signal } from '@preact/signals';
import { ask, questionOf, TroubleError, type Trouble } from '../graphql/client.ts';
import { forgetAnswers, keepAnswer, keptAnswer } from '../offline/answers.ts';
import { isOffline } from '../offline/connection.ts';
import { holder, nowHolds } from './holder.ts';
import { sayTerm } from '../words/words.ts';
import { MeDocument, type MeQuery, type Permission } from '../graphql/documents.ts';

export type Person = NonNullable<MeQuery['me']>;
export type Seat = { kind: 'waiting' } | { kind: 'nobody' } | { kind: 'trouble'; trouble: Trouble } | { kind: 'person'; person: Person };

export const seat = signal<Seat>({ kind: 'waiting' });
/** The id of the person whose session it is, as the catalogue itself said in this page; nothing is sent in another's name. */
export const confirmed = signal<string | null>(null);

/** The person's roles in words, with the commune where a role is bound to one. */
export function rolesOf({ roles }: Person): string {
  return roles.map(({ role, unit }) => sayTerm('role', role) + (unit ? ` ${unit.name}` : '')).join(', ');
}

/** Ask who sits here. Whoever sat here last is taken to sit here still until the answer comes, or while none can come. */
export async function findSeat(): Promise<void> {
  const question = questionOf(MeDocument, '{}', '');
  const answer = asked(question);
  const kept = await keptAnswer<Person>(holder(), question);
  if (kept && seat.value.kind === 'waiting') seat.value = { kind: 'person', person: kept.data };
  const found = await answer;
  const isOut = found.kind === 'trouble' && found.trouble.code === 'OFFLINE' && kept;
  if (!isOut && JSON.stringify(found) !== JSON.stringify(seat.value)) seat.value = found;
}

async function asked(question: string): Promise<Seat> {
  try {
    const { me } = await ask(MeDocument, {});
    if (!me) return await nobody();
    nowHolds(me.id);
    confirmed.value = me.id;
    void keepAnswer(me.id, question, me);
    return { kind: 'person', person: me };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return error.trouble.code === 'UNAUTHENTICATED' ? nobody() : { kind: 'trouble', trouble: error.trouble };
  }
}

/** Whoever signed out leaves nothing to be read here; what was typed stays in the outbox until its person is back. */
async function nobody(): Promise<Seat> {
  confirmed.value = null;
  nowHolds(null);
  await forgetAnswers();
  return { kind: 'nobody' };
}

/** Ask at the start, when the network is back, and whenever the page is looked at again: somebody else may have signed in. */
export function watchSeat(): void {
  effect(() => {
    if (!isOffline.value) void findSeat();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void findSeat());
  if (isOffline.peek()) void findSeat();
}

export function person(): Person | null {
  return seat.value.kind === 'person' ? seat.value.person : null;
}

/** Whether the policy allows this to the person somewhere; the server judges each record. */
export function may(permission: Permission): boolean {
  return person()?.permissions.includes(permission) ?? false;
}
