// The list itself: pages that are fetched as one scrolls, kept while one looks at a record and comes back.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { FoundSitesDocument, type FoundSiteFragment, type Language, type SiteState } from '../graphql/documents.ts';
import { isOffline } from '../offline/connection.ts';
import { readSum } from '../offline/own.ts';
import { language } from '../words/words.ts';
import { isAnswerable, ownFound } from './own-list.ts';
import { addressOf, filterOf, orderOf, turnOf, type Question } from './question.ts';

export const PAGE = 100;
export type Found = FoundSiteFragment;

interface List {
  key: string;
  pages: Found[][];
  total: number;
  cursor: string | null;
  hasMore: boolean;
  /** Of a list that was fetched beforehand, for when there is no network: when that was. */
  keptAt?: number;
}

export interface Results {
  pages: Found[][];
  total: number;
  hasMore: boolean;
  /** Nothing of this question is there yet; what is shown is the answer to the one before, if any. */
  isLoading: boolean;
  isLoadingMore: boolean;
  /** When a list was fetched that this machine answers with, for there is no network; undefined: the catalogue's own. */
  keptAt: number | undefined;
  /** The same list is being asked for anew: what is shown of it may be old. */
  isRenewing: boolean;
  trouble: Trouble | undefined;
  more: () => void;
  again: () => void;
  /** Ask for the list anew: something in it may be old. */
  renew: () => void;
  /** Put in what became of records, where they stand. */
  put: (changed: readonly Changed[]) => void;
}

export interface Changed {
  id: string;
  version: number;
  state: SiteState;
}

let kept: { list: List; top: number } | null = null;
let wentBackAt = -Infinity;
if (typeof window !== 'undefined') addEventListener('popstate', () => (wentBackAt = performance.now()));

async function page(question: Question, key: string, before: List | null): Promise<List> {
  const { sites } = await ask(FoundSitesDocument, {
    view: question.view === 'working' ? 'WORKING' : 'PUBLIC',
    filter: filterOf(question),
    language: language().toUpperCase() as Language,
    ...turnOf(question, PAGE, before?.cursor ?? null),
  });
  const isBackward = orderOf(question) === 'newest';
  const { startCursor, endCursor, hasNextPage, hasPreviousPage } = sites.pageInfo;
  const nodes = isBackward ? sites.nodes.toReversed() : sites.nodes;
  return {
    key,
    pages: [...(before?.pages ?? []), ...(nodes.length ? [nodes] : [])],
    total: sites.totalCount,
    cursor: isBackward ? startCursor : endCursor,
    hasMore: isBackward ? hasPreviousPage : hasNextPage,
  };
}

/** What this machine can say itself of a question that could not be asked. */
async function ownPage(question: Question, key: string): Promise<List | null> {
  const own = await readSum();
  if (!own || !isAnswerable(question, own.units)) return null;
  const rows = ownFound(own.rows, question);
  return { key, pages: rows.length ? [rows] : [], total: rows.length, cursor: null, hasMore: false, keptAt: own.wholeAt ?? 0 };
}

interface State {
  list: List | null;
  isLoadingMore: boolean;
  isRenewing: boolean;
  trouble: Trouble | undefined;
}

/** The answer to a question, page by page. */
export function useResults(question: Question): Results {
  const key = `${language()} ${addressOf({ ...question, look: 'list' })}`;
  const [state, setState] = useState<State>(() => ({
    list: kept?.list.key === key ? kept.list : null, isLoadingMore: false, isRenewing: false, trouble: undefined,
  }));
  const [turn, setTurn] = useState(0);
  const asked = useRef(question);
  asked.current = question;
  const busy = useRef(false);
  const list = state.list;

  useEffect(() => {
    let isOver = false;
    busy.current = true;
    setState((before) => ({ ...before, isLoadingMore: false, trouble: undefined }));
    const told = (change: (before: State) => State) => {
      if (isOver) return;
      busy.current = false;
      setState(change);
    };
    page(asked.current, key, null).then(
      (first) => told((before) => ({ ...before, isRenewing: false, list: refreshed(before.list, first) })),
      async (error) => {
        const trouble = troubled(error);
        const own = trouble.code === 'OFFLINE' ? await ownPage(asked.current, key) : null;
        told((before) => (own && (before.list?.key !== key || before.list.keptAt !== undefined)
          ? { ...before, isRenewing: false, list: own } : { ...before, isRenewing: false, trouble }));
      },
    );
    return () => {
      isOver = true;
    };
  }, [key, turn]);

  const more = useCallback(() => {
    if (busy.current || !list?.hasMore || list.key !== key) return;
    busy.current = true;
    setState((before) => ({ ...before, isLoadingMore: true, trouble: undefined }));
    const told = (change: Partial<State>) => {
      busy.current = false;
      setState((before) => (before.list === list ? { ...before, isLoadingMore: false, ...change } : before));
    };
    page(asked.current, key, list).then((next) => told({ list: next }), (error) => told({ trouble: troubled(error) }));
  }, [list, key]);

  const again = useCallback(() => {
    if (list?.key === key && list.hasMore) more();
    else setTurn((now) => now + 1);
  }, [list, key, more]);

  const renew = useCallback(() => {
    setState((before) => ({ ...before, isRenewing: true }));
    setTurn((now) => now + 1);
  }, []);
  const put = useCallback((changed: readonly Changed[]) => {
    const by = new Map(changed.map((one) => [one.id, one]));
    setState((before) => before.list ? { ...before, list: { ...before.list, pages: before.list.pages.map((rows) =>
      rows.some(({ id }) => by.has(id)) ? rows.map((row) => ({ ...row, ...by.get(row.id) })) : rows) } } : before);
  }, []);

  const keptAt = list?.key === key ? list.keptAt : undefined;
  const isOut = isOffline.value;
  useEffect(() => {
    if (keptAt !== undefined && !isOut) renew();
  }, [keptAt, isOut]);
  const isAnswered = list?.key === key;
  useKept(list);
  return {
    // Where the new question was not answered, the answer to the one before is no answer to it.
    pages: isAnswered || !state.trouble ? list?.pages ?? [] : [],
    total: list?.total ?? 0,
    hasMore: list?.hasMore ?? false,
    isLoading: !isAnswered && !state.trouble,
    isLoadingMore: state.isLoadingMore,
    keptAt,
    isRenewing: state.isRenewing,
    trouble: state.trouble,
    more, again, renew, put,
  };
}

/** A first page that came anew: where several pages of the same list stood, they stay while its beginning is the same. */
function refreshed(before: List | null, first: List): List {
  if (before?.key !== first.key || before.pages.length < 2) return first;
  const old = before.pages[0]?.map(({ id }) => id).join();
  const now = first.pages[0]?.map(({ id }) => id).join();
  return old === now && before.total === first.total ? { ...before, pages: [...first.pages, ...before.pages.slice(1)] } : first;
}

function troubled(error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble;
  throw error;
}

/** Remember the list and where one stood in it; stand there again when one goes back. */
function useKept(list: List | null): void {
  const now = useRef(list);
  now.current = list;
  useLayoutEffect(() => {
    if (kept && kept.list === now.current && performance.now() - wentBackAt < 2_000) scrollTo(0, kept.top);
    let top = scrollY;
    const watch = () => (top = scrollY);
    addEventListener('scroll', watch, { passive: true });
    return () => {
      removeEventListener('scroll', watch);
      kept = now.current && { list: now.current, top };
    };
  }, []);
}
