// The evaluators' views side by side, above each of them; those about scores are one place with places of its own.
import { say, type Word } from '../words/words.ts';
import './coverage.css';

type Places = readonly (readonly [href: string, word: Word])[];
const OF_SCORES: Places = [
  ['/desk/scores', 'scores.title'], ['/desk/rankings', 'scores.rankingTab'], ['/desk/criteria', 'criteria.tab'], ['/desk/clusters', 'clusters.tab'],
];
const PLACES: Places = [
  ['/desk/coverage', 'coverage.tab'], ['/desk/worklist', 'todo.tab'], ['/desk/periods', 'periods.tab'], ['/desk/scores', 'scores.tab'],
  ['/desk/procedures', 'procedures.tab'],
];

export function Sections({ here }: { here: string }) {
  const isScores = OF_SCORES.some(([href]) => href === here);
  return (
    <div class="stack">
      <nav class="switch sections" aria-label={say('coverage.sections')}>
        {PLACES.map(([href, word]) => <a key={href} href={href} aria-current={href === here ? 'page' : isScores && href === '/desk/scores' ? 'true' : undefined}>{say(word)}</a>)}
      </nav>
      {isScores && (
        <nav class="subsections" aria-label={say('scores.sections')}>
          {OF_SCORES.map(([href, word]) => <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>{say(word)}</a>)}
        </nav>
      )}
    </div>
  );
}
