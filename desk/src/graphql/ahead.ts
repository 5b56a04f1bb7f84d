// A question that is asked beside the one who sits here, so that its answer need not wait for that. It is looked at only where
// it was given to the very person who turns out to sit here: the question asks for that person too.
import { client, type Document } from './client.ts';

interface Told {
  me: { id: string } | null;
}

let early: { document: string; key: string; toWhom: Promise<string | null>; at: number } | null = null;
const LONGEST = 10_000;

export function askAhead<T extends Told, V extends object>(document: Document<T, V>, variables: V): void {
  const answer = client.query<T>(String(document), variables, { requestPolicy: 'network-only' }).toPromise();
  const toWhom = answer.then(({ data, error }) => (error ? null : (data?.me?.id ?? null)), () => null);
  early = { document: String(document), key: JSON.stringify(variables), toWhom, at: Date.now() };
}

/** Whether this question was just asked ahead for this person, once it was answered; null: it was not asked. Good for one time. */
export function takeAhead(document: string, key: string, person: string): Promise<boolean> | null {
  const found = early;
  if (found?.document !== document || found.key !== key) return null;
  early = null;
  return Date.now() - found.at < LONGEST ? found.toWhom.then((id) => id === person) : null;
}
