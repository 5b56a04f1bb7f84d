import type { Work } from '../outbox/work.ts';
import { say } from '../words/words.ts';
import { facetName } from './facet-words.ts';
import { goTo } from './form.ts';

/** Everything that has to be put right, at the top, each leading to its field. */
export function ProblemSummary({ work: { problems, warnings } }: { work: Work }) {
  return (
    <>
      {problems.length > 0 && (
        <div class="notice notice-trouble" id="problems" tabIndex={-1}>
          <p class="notice-title">{say('enter.problems', { count: problems.length })}</p>
          <ul class="problem-list">
            {problems.map(({ message, place, facet }, number) => (
              <li key={number}>
                {facet && <strong>{facetName(facet)}: </strong>}
                {place ? <button type="button" class="lack" onClick={() => goTo(place)}>{message}</button> : message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {warnings.length > 0 && (
        <div class="notice notice-warning">
          <p class="notice-title">{say('enter.warnings')}</p>
          <ul class="problem-list">{warnings.map(({ message }, number) => <li key={number}>{message}</li>)}</ul>
        </div>
      )}
    </>
  );
}
