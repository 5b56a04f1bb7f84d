import { useEffect, useState } from 'preact/hooks';
import { addressOf, filterOf, type Question } from '../find/question.ts';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { PlacedSitesDocument, type Language, type PlacedSiteFragment } from '../graphql/documents.ts';
import { language } from '../words/words.ts';

interface Placed {
  sites: readonly PlacedSiteFragment[];
  total: number;
  isLoading: boolean;
  trouble: Trouble | undefined;
  again: () => void;
}

type State = Omit<Placed, 'again'>;
const NONE: State = { sites: [], total: 0, isLoading: true, trouble: undefined };

/** All sites that answer a question, with where they lie; they come a hundred at a time and are shown as they come. */
export function usePlaced(question: Question): Placed {
  const key = `${language()} ${addressOf({ ...question, look: 'map', order: '' })}`;
  const [state, setState] = useState(NONE);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    setState((before) => ({ ...before, isLoading: true, trouble: undefined }));
    void (async () => {
      let sites: PlacedSiteFragment[] = [];
      try {
        for (let after: string | null = null, hasMore = true; hasMore && isWanted;) {
          const answer: { sites: Awaited<ReturnType<typeof page>>['sites'] } = await page(question, after);
          const { nodes, totalCount: total, pageInfo } = answer.sites;
          sites = [...sites, ...nodes];
          hasMore = pageInfo.hasNextPage;
          after = pageInfo.endCursor;
          if (isWanted) setState({ sites, total, isLoading: hasMore, trouble: undefined });
        }
      } catch (error) {
        if (!(error instanceof TroubleError)) throw error;
        const { trouble } = error;
        if (isWanted) setState((before) => ({ ...before, isLoading: false, trouble }));
      }
    })();
    return () => {
      isWanted = false;
    };
  }, [key, turn]);
  return { ...state, again: () => setTurn((now) => now + 1) };
}

function page(question: Question, after: string | null) {
  return ask(PlacedSitesDocument, {
    view: question.view === 'working' ? 'WORKING' : 'PUBLIC',
    filter: filterOf(question),
    language: language().toUpperCase() as Language,
    first: 100,
    after,
  });
}
