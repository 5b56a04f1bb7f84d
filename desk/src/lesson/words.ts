// The lesson's own words come with the lesson: who does not take it does not load them.
import type vietnamese from '../../messages/lesson/vi.json';
import { learn, say, type Path, type Values, type Word } from '../words/words.ts';

await learn({ vi: () => import('../../messages/lesson/vi.json'), en: () => import('../../messages/lesson/en.json') });

export function tell(word: Path<(typeof vietnamese)['lesson']>, values?: Values): string {
  return say(`lesson.${word}` as Word, values);
}
