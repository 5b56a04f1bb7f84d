// Who sits at the desk, and what that person may do: as the policy says, never guessed from a role's name.
import { effect, signal } from '@preact/signals';
import { askAsAnybody, onTurnedAway, questionOf, TroubleError, type Trouble } from '../graphql/client.ts';
import { forgetAnswers, keepAnswer, keptAnswer } from '../offline/answers.ts';
import { isOffline } from '../offline/connection.ts';
import { keepEverything } from '../offline/keepers.ts';
import { holder, nowHolds, nowSits, sitsHere } from './holder.ts';
import { sayTerm } from '../words/words.ts';
import { MeDocument, type MeQuery, type Permission } from '../graphql/documents.ts';

export type Person = NonNullable<MeQuery['me']>;
export type Seat = { kind: 'waiting' } | { kind: 'nobody' } | { kind: 'trouble'; trouble: Trouble } | { kind: 'person'; person: Person };

export const seat = signal<Seat>({ kind: 'waiting' });
/** The id of the person whose session it is, as the catalogue itself said in this page; nothing is sent in another's name. */
export const confirmed = signal<string | null>(null);

/** The person's roles in words, with the commune where a role is bound to one. */
export function rolesOf({ roles }: Person): string {
  return roles.map(({ role, unit }) => sayTerm('role', role) + (unit ? ` (${unit.name})` : '')).join(', ');
}

/**
 * Ask who sits here. Whoever sat here last is taken to sit here still where no answer can come; while one is on its way
 * nothing is shown, for another person may have signed in. `keepsView`: whoever is signed out by now goes on looking at
 * what is typed.
 */
export async function findSeat(keepsView = false): Promise<void> {
  const question = questionOf(MeDocument, '{}', '');
  const found = await asked();
  if (found.kind === 'trouble' && found.trouble.code === 'OFFLINE') {
    if (seat.value.kind === 'person') return;
    const kept = await keptPerson();
    if (kept) {
      nowSits(kept.id);
      seat.value = { kind: 'person', person: kept };
      return;
    }
  }
  if (found.kind === 'nobody' && keepsView && seat.value.kind === 'person') {
    confirmed.value = null;
    return;
  }
  if (found.kind === 'nobody') await nobody();
  if (found.kind === 'person') await sit(found.person, question);
  if (JSON.stringify(found) !== JSON.stringify(seat.value)) seat.value = found;
}

/** Whoever sat here last, as the catalogue said then. */
export async function keptPerson(): Promise<Person | undefined> {
  return (await keptAnswer<Person>(holder(), questionOf(MeDocument, '{}', '')))?.data;
}

/** A person sits down. Where another sat before, what is typed is kept for that person, and the page begins anew. */
async function sit(person: Person, question: string): Promise<void> {
  const before = sitsHere() ?? lastHere;
  const isAnother = before !== null && before !== person.id;
  if (isAnother) {
    confirmed.value = null;
    seat.value = { kind: 'waiting' };
    await keepEverything();
    await forgetAnswers();
  }
  nowHolds(person.id);
  lastHere = person.id;
  void keepAnswer(person.id, question, person);
  if (isAnother) {
    location.reload();
    await new Promise(() => undefined);
  }
  confirmed.value = person.id;
}
let lastHere: string | null = null;

async function asked(): Promise<Seat> {
  try {
    const { me } = await askAsAnybody(MeDocument, {});
    return me ? { kind: 'person', person: me } : { kind: 'nobody' };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return error.trouble.code === 'UNAUTHENTICATED' ? { kind: 'nobody' } : { kind: 'trouble', trouble: error.trouble };
  }
}

/** Whoever signed out leaves nothing to be read here; what was typed stays in the outbox until its person is back. */
async function nobody(): Promise<void> {
  confirmed.value = null;
  await keepEverything();
  nowHolds(null);
  await forgetAnswers();
}

/** Ask at the start, when the network is back, and whenever the page is looked at again: somebody else may have signed in. */
export function watchSeat(): void {
  onTurnedAway(() => void findSeat(true));
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

/** The officer's own communes; nobody else has any. */
export function ownUnits(): string[] {
  return person()?.roles.flatMap(({ role, unit }) => (role === 'COMMUNE_OFFICER' && unit ? [unit.code] : [])) ?? [];
}
