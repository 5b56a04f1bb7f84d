import { useCallback, useEffect, useState } from 'preact/hooks';
import { ask, TroubleError, type Trouble } from '../graphql/client.ts';
import { EverybodyDocument, type EverybodyQuery, type MemberFragment } from '../graphql/documents.ts';

interface Everybody {
  people: MemberFragment[] | undefined;
  trouble: Trouble | undefined;
  again: () => void;
}

/** Everybody there is, page after page: an office has hundreds of people, and all are searched at once. */
export function useEverybody(isAsked: boolean): Everybody {
  const [people, setPeople] = useState<MemberFragment[]>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    void all().then(
      (found) => isWanted && (setPeople(found), setTrouble(undefined)),
      (error: unknown) => {
        if (!(error instanceof TroubleError)) throw error;
        if (isWanted) setTrouble(error.trouble);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isAsked, turn]);
  return { people, trouble, again: useCallback(() => setTurn((now) => now + 1), []) };
}

async function all(): Promise<MemberFragment[]> {
  const found: MemberFragment[] = [];
  for (let after: string | null = null; ;) {
    const { people }: EverybodyQuery = await ask(EverybodyDocument, { after });
    found.push(...people.edges.map(({ node }) => node));
    if (!people.pageInfo.hasNextPage) return found;
    after = people.pageInfo.endCursor;
  }
}
