// Who sits at the desk, and what that person may do: as the policy says, never guessed from a role's name.
import { signal } from '@preact/signals';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { sayTerm } from '../words/words.ts';
import { MeDocument, type MeQuery, type Permission } from '../graphql/documents.ts';

export type Person = NonNullable<MeQuery['me']>;
export type Seat = { kind: 'waiting' } | { kind: 'nobody' } | { kind: 'trouble'; trouble: Trouble } | { kind: 'person'; person: Person };

export const seat = signal<Seat>({ kind: 'waiting' });

/** The person's roles in words, with the commune where a role is bound to one. */
export function rolesOf({ roles }: Person): string {
  return roles.map(({ role, unit }) => sayTerm('role', role) + (unit ? ` ${unit.name}` : '')).join(', ');
}

export async function findSeat(): Promise<void> {
  try {
    const { me } = await ask(MeDocument, {});
    seat.value = me ? { kind: 'person', person: me } : { kind: 'nobody' };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const isNobody = error.trouble.code === 'UNAUTHENTICATED';
    seat.value = isNobody ? { kind: 'nobody' } : { kind: 'trouble', trouble: error.trouble };
  }
}

export function person(): Person | null {
  return seat.value.kind === 'person' ? seat.value.person : null;
}

/** Whether the policy allows this to the person somewhere; the server judges each record. */
export function may(permission: Permission): boolean {
  return person()?.permissions.includes(permission) ?? false;
}
