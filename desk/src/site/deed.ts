// Doing something to a record: once, however often it is sent, and what stands in the way told where it was asked for.
import { useCallback, useRef, useState } from 'preact/hooks';
import { change, TroubleError, type Document, type Trouble } from '../graphql/client.ts';
import { newKey } from '../graphql/key.ts';
import type { TroubleFragment } from '../graphql/documents.ts';

export interface Attempt {
  isBusy: boolean;
  problems: readonly TroubleFragment[];
  warnings: readonly TroubleFragment[];
  trouble: Trouble | undefined;
}

interface Payload {
  deed: { problems: TroubleFragment[]; warnings?: TroubleFragment[] } | null;
}

const REST: Attempt = { isBusy: false, problems: [], warnings: [], trouble: undefined };

/** `run` answers what became of it, or null where it was not done. The same request sent again bears the same key. */
export function useDeed() {
  const [attempt, setAttempt] = useState(REST);
  const last = useRef({ what: '', key: '' });
  const run = useCallback(async <T extends Payload, V extends object>(document: Document<T, V>, variables: Omit<V, 'key'>): Promise<T | null> => {
    const what = JSON.stringify([String(document), variables]);
    if (last.current.what !== what) last.current = { what, key: newKey() };
    setAttempt({ ...REST, isBusy: true });
    try {
      const answer = await change(document, { ...variables, key: last.current.key } as unknown as V);
      last.current.what = '';
      const problems = answer.deed?.problems ?? [];
      setAttempt({ ...REST, problems, warnings: answer.deed?.warnings ?? [] });
      return answer.deed && problems.length === 0 ? answer : null;
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setAttempt({ ...REST, trouble: error.trouble });
      return null;
    }
  }, []);
  const forget = useCallback(() => setAttempt(REST), []);
  return { ...attempt, run, forget };
}

/** The problem of one field of what was asked; the rest is told above. */
export function problemOf(attempt: Attempt, field: string): string | undefined {
  return attempt.problems.find((problem) => problem.field === field)?.message;
}
