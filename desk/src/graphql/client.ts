// The only way to the catalogue: its public GraphQL interface.
import { Client, cacheExchange, fetchExchange, type CombinedError } from '@urql/core';
import { noteReached } from '../offline/connection.ts';
import { sitsHere } from '../people/holder.ts';
import { language } from '../words/words.ts';
import type { TypedDocumentString } from './documents.ts';

let underWay = 0;

/** Whether nothing is being asked just now. */
export function isQuiet(): boolean {
  return underWay === 0;
}

/** Fetch, and note whether the catalogue was reached at all. */
async function reaching(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  underWay++;
  try {
    const answer = await fetch(input, init);
    noteReached(true);
    return answer;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) noteReached(false);
    throw error;
  } finally {
    underWay--;
  }
}

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetch: reaching,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: () => ({ headers: { ...ownHeaders(), 'Accept-Language': language() } }),
});

/** A session's cookie counts only beside the first, which no foreign page can set. The second says whose work this is: where
 * somebody else has signed in meanwhile, nothing is answered and nothing done. */
export function ownHeaders(): Record<string, string> {
  const acting = sitsHere();
  return { 'GraphQL-Require-Preflight': '1', ...(acting && { 'Acting-As': acting }) };
}

let heed: () => void = () => undefined;

/** Be told whenever a request was turned away because somebody else, or nobody, is signed in. */
export function onTurnedAway(listener: () => void): void {
  heed = listener;
}

export function turnedAway(): void {
  heed();
}

export type Document<T, V> = TypedDocumentString<T, V>;

/** The name of a question for keeping its answer: the operation, its variables as JSON, and the language. */
export function questionOf<T, V>(document: Document<T, V>, variables: string, spoken: string): string {
  const name = /(?:query|mutation)\s+(\w+)/.exec(String(document))?.[1] ?? '';
  return `${spoken} ${name} ${variables}`;
}

/** Why a request was not answered. OFFLINE: no answer came; otherwise the interface's own `extensions.code`. */
export interface Trouble {
  code: string;
  message: string;
}

export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

export function troubleOf(error: CombinedError): Trouble {
  if (error.networkError) {
    const status = (error.response as Response | undefined)?.status;
    return { code: status ? `HTTP_${status}` : 'OFFLINE', message: error.networkError.message };
  }
  const [first] = error.graphQLErrors;
  const code = typeof first?.extensions.code === 'string' ? first.extensions.code : 'INTERNAL';
  if (code === 'UNAUTHENTICATED') heed();
  return { code, message: first?.message ?? error.message };
}

/** Ask once, past the cache. Throws `TroubleError`. */
export function ask<T, V extends object>(document: Document<T, V>, variables: V): Promise<T> {
  return asked(document, variables, {});
}

/** Ask as whoever is signed in, be it another person than the one who sits here. Throws `TroubleError`. */
export function askAsAnybody<T, V extends object>(document: Document<T, V>, variables: V): Promise<T> {
  return asked(document, variables, { fetchOptions: { headers: { 'GraphQL-Require-Preflight': '1', 'Accept-Language': language() } } });
}

async function asked<T, V extends object>(document: Document<T, V>, variables: V, context: { fetchOptions?: RequestInit }): Promise<T> {
  const result = await client.query<T>(String(document), variables, { ...context, requestPolicy: 'network-only' }).toPromise();
  if (result.error && !result.data) throw new TroubleError(troubleOf(result.error));
  return result.data as T;
}

/** Change something. What was read of the same types is read anew. Throws `TroubleError`. */
export async function change<T, V extends object>(document: Document<T, V>, variables: V): Promise<T> {
  const result = await client.mutation<T>(String(document), variables).toPromise();
  if (result.error) throw new TroubleError(troubleOf(result.error));
  return result.data as T;
}
