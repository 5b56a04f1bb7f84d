// The only way to the catalogue: its public GraphQL interface.
import { Client, cacheExchange, fetchExchange, type CombinedError } from '@urql/core';
import { noteReached } from '../offline/connection.ts';
import { language } from '../words/words.ts';
import type { TypedDocumentString } from './documents.ts';

/** Fetch, and note whether the catalogue was reached at all. */
async function reaching(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(input, init);
    noteReached(true);
    return answer;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) noteReached(false);
    throw error;
  }
}

export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetch: reaching,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: () => ({
    headers: {
      // A session's cookie counts only beside this header, which no foreign page can set.
      'GraphQL-Require-Preflight': '1',
      'Accept-Language': language(),
    },
  }),
});

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
  return { code, message: first?.message ?? error.message };
}

/** Ask once, past the cache. Throws `TroubleError`. */
export async function ask<T, V extends object>(document: Document<T, V>, variables: V): Promise<T> {
  const result = await client.query<T>(String(document), variables, { requestPolicy: 'network-only' }).toPromise();
  if (result.error && !result.data) throw new TroubleError(troubleOf(result.error));
  return result.data as T;
}

/** Change something. What was read of the same types is read anew. Throws `TroubleError`. */
export async function change<T, V extends object>(document: Document<T, V>, variables: V): Promise<T> {
  const result = await client.mutation<T>(String(document), variables).toPromise();
  if (result.error) throw new TroubleError(troubleOf(result.error));
  return result.data as T;
}
