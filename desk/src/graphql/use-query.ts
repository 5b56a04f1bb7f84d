import type { OperationResult, RequestPolicy } from '@urql/core';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { keepAnswer, keptAnswer } from '../offline/answers.ts';
import { holder } from '../people/holder.ts';
import { language } from '../words/words.ts';
import { takeAhead } from './ahead.ts';
import { client, questionOf, troubleOf, type Document, type Trouble } from './client.ts';

export interface Answer<T> {
  /** The newest answer; while other variables are on their way, still the one before. */
  data: T | undefined;
  /** The instant of an answer that was kept on this machine, shown until a fresh one comes; undefined for a fresh one. */
  keptAt: number | undefined;
  trouble: Trouble | undefined;
  isLoading: boolean;
  again: () => void;
}

type State<T> = Omit<Answer<T>, 'again'>;

/** Read, and read anew after every change that touches what was read. `null` instead of variables: do not ask. */
export function useQuery<T, V extends object>(document: Document<T, V>, variables: V | null): Answer<T> {
  const [state, setState] = useState<State<T>>({ data: undefined, keptAt: undefined, trouble: undefined, isLoading: true });
  const [turn, setTurn] = useState(0);
  const spoken = language();
  const key = variables === null ? null : JSON.stringify(variables);
  useEffect(() => {
    if (key === null) return;
    let isWanted = true;
    const who = holder();
    const question = questionOf(document, key, spoken);
    const told = (next: State<T>) => isWanted && setState((before) => ({ ...next, data: next.data ?? before.data }));
    setState((before) => ({ ...before, isLoading: true }));
    const kept = keptAnswer<T>(who, question);
    void kept.then((found) => isWanted && found && setState((before) => (before.data ? before : { data: found.data, keptAt: found.at, trouble: undefined, isLoading: true })));
    let unsubscribe = () => undefined as void;
    const follow = (requestPolicy: RequestPolicy) => {
      if (!isWanted) return;
      const asked = client.query<T>(String(document), JSON.parse(key) as V, { requestPolicy });
      unsubscribe = asked.subscribe(heard).unsubscribe;
    };
    const heard = ({ data, error, stale }: OperationResult<T>) => {
      if (data) {
        told({ data, keptAt: undefined, trouble: undefined, isLoading: stale });
        if (!stale && !error) void keepAnswer(who, question, data);
        return;
      }
      const trouble = error && troubleOf(error);
      if (trouble?.code !== 'OFFLINE') return told({ data, keptAt: undefined, trouble, isLoading: stale });
      void kept.then((found) =>
        told({ data: found?.data, keptAt: found?.at, trouble: found ? undefined : trouble, isLoading: false }),
      );
    };
    const ahead = takeAhead(String(document), key, who);
    if (ahead) void ahead.then((isOurs) => follow(isOurs ? 'cache-first' : 'cache-and-network'));
    else follow('cache-and-network');
    return () => {
      isWanted = false;
      unsubscribe();
    };
  }, [document, key, spoken, turn]);
  const again = useCallback(() => setTurn((now) => now + 1), []);
  return { ...state, again };
}
