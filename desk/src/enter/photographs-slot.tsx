import type { Work } from '../outbox/work.ts';
import { say } from '../words/words.ts';

/** Where the photographs of a work are. */
export function PhotographsSlot({ work }: { work: Work }) {
  return <p class="field-help">{say(work.siteId ? 'enter.photographsSoon' : 'enter.photographsAfter')}</p>;
}
