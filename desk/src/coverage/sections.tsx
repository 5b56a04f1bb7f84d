// The evaluators' views side by side, above each of them.
import { say, type Word } from '../words/words.ts';
import './coverage.css';

const PLACES: readonly [href: string, word: Word][] = [
  ['/desk/coverage', 'coverage.tab'], ['/desk/worklist', 'todo.tab'], ['/desk/periods', 'periods.tab'], ['/desk/scores', 'scores.tab'],
  ['/desk/rankings', 'scores.rankingTab'],
];

export function Sections({ here }: { here: string }) {
  return (
    <nav class="switch sections" aria-label={say('coverage.sections')}>
      {PLACES.map(([href, word]) => <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>{say(word)}</a>)}
    </nav>
  );
}
