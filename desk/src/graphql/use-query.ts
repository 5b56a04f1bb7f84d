import { useCallback, useEffect, useState } from 'preact/hooks';
import { client, troubleOf, type Document, type Trouble } from './client.ts';

export interface Answer<T> {
  /** The newest answer; while other variables are on their way, still the one before. */
  data: T | undefined;
  trouble: Trouble | undefined;
  isLoading: boolean;
  again: () => void;
}

/** Read, and read anew after every change that touches what was read. `null` instead of variables: do not ask. */
export function useQuery<T, V extends object>(document: Document<T, V>, variables: V | null): Answer<T> {
  const [state, setState] = useState<Omit<Answer<T>, 'again'>>({ data: undefined, trouble: undefined, isLoading: true });
  const [turn, setTurn] = useState(0);
  const key = variables === null ? null : JSON.stringify(variables);
  useEffect(() => {
    if (key === null) return;
    setState((before) => ({ ...before, isLoading: true }));
    const asked = client.query<T>(String(document), JSON.parse(key) as V, { requestPolicy: 'cache-and-network' });
    return asked.subscribe(({ data, error, stale }) => {
      const trouble = error && !data ? troubleOf(error) : undefined;
      setState((before) => ({ data: data ?? before.data, trouble, isLoading: stale }));
    }).unsubscribe;
  }, [document, key, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { ...state, again };
}
