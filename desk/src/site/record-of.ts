import { RecordPageDocument, type RecordFragment } from '../graphql/documents.ts';
import type { Trouble } from '../graphql/client.ts';
import { useQuery } from '../graphql/use-query.ts';
import { may } from '../people/viewer.ts';
import { language } from '../words/words.ts';

export interface Found {
  /** null: there is none, or none that this person may see. */
  record: RecordFragment | null | undefined;
  trouble: Trouble | undefined;
  isPublished: boolean;
  again: () => void;
}

/** The interface's name of the language that the desk speaks. */
export function words(): 'VI' | 'EN' {
  return language() === 'en' ? 'EN' : 'VI';
}

/** What is asked of a record, in the order by which a kept answer is found again. */
export function asksOf<View extends 'WORKING' | 'PUBLIC'>(code: string, view: View): { codes: string[]; words: 'VI' | 'EN'; view: View } {
  return { codes: [code], words: words(), view };
}

/** A record at work for whoever may see that, else as everybody sees it. */
export function useRecord(code: string, isAskedAsPublished: boolean): Found {
  const atWork = useQuery(RecordPageDocument, may('READ_WORKING') && !isAskedAsPublished ? asksOf(code, 'WORKING') : null);
  const found = atWork.data?.sites.nodes[0];
  const isPublic = isAskedAsPublished || !may('READ_WORKING') || (atWork.data !== undefined && !found);
  const shown = useQuery(RecordPageDocument, isPublic ? asksOf(code, 'PUBLIC') : null);
  const answer = isPublic ? shown : atWork;
  return {
    record: answer.data && (answer.data.sites.nodes[0] ?? null),
    trouble: answer.trouble,
    isPublished: isPublic,
    again: answer.again,
  };
}
