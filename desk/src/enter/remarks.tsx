import { RemarksDocument } from '../graphql/documents.ts';
import { useQuery } from '../graphql/use-query.ts';
import { placed } from '../outbox/problems.ts';
import type { Work } from '../outbox/work.ts';
import { say } from '../words/words.ts';
import { facetName } from './facet-words.ts';
import { goTo } from './form.ts';

/** What the reviewer said who gave the record back, each remark leading to its field. */
export function Remarks({ work }: { work: Work }) {
  const isReturned = work.code !== null && work.state === 'RETURNED';
  const { data } = useQuery(RemarksDocument, isReturned ? { code: work.code ?? '' } : null);
  const all = isReturned ? (data?.sites.nodes[0]?.reviewComments ?? []) : [];
  const newest = Math.max(...all.map(({ version }) => version));
  const said = all.filter(({ version }) => version === newest);
  if (!said.length) return null;
  return (
    <section class="notice notice-warning" aria-labelledby="remarks-title">
      <h2 class="notice-title" id="remarks-title">{say('enter.remarks', { name: said[0]?.author ?? '' })}</h2>
      <ul class="problem-list">
        {said.map(({ field, text }, number) => {
          const { facet, place } = placed({ code: '', field, message: text }, null, work.fields);
          return (
            <li key={number}>
              {facet && place ? <><button type="button" class="lack" onClick={() => goTo(place)}>{facetName(facet)}</button>: {text}</> : text}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
