// What an answer over plain HTTP says, read without the client.
import type { Trouble } from '../graphql/client.ts';

export interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Why an answer is none; undefined if it is one. */
export function troubleIn(answer: Answer<unknown> | null, status: number): Trouble | undefined {
  const [first] = answer?.errors ?? [];
  if (first) return { code: first.extensions?.code ?? 'INTERNAL', message: first.message };
  return answer?.data ? undefined : { code: `HTTP_${status}`, message: '' };
}
