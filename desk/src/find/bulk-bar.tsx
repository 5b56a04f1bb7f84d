import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { say, type Word } from '../words/words.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { choose, chosen, renewChosen, unchoose } from './chosen.ts';
import { deedsOfViewer, fitting, type DeedName } from './deeds.ts';
import type { Results } from './results.ts';

const WORDS: Record<DeedName, Word> = { submit: 'find.submitCount', approve: 'find.approveCount', assign: 'find.assignCount' };

/** What can be done with the records that were chosen; it stands at the lower edge while there are any. */
export function BulkBar({ results }: { results: Results }) {
  const [doing, setDoing] = useState<DeedName | null>(null);
  const sites = [...chosen.value.values()];
  const there = results.pages.reduce((sum, rows) => sum + rows.length, 0);
  useEffect(() => {
    if (chosen.peek().size) renewChosen(results.pages.flat());
  }, [results.pages]);
  if (!sites.length && !doing) return null;
  return (
    <section class="bulk" aria-label={say('find.chosenPlace')}>
      <p class="bulk-count" role="status">{say('find.chosenCount', { count: sites.length })}</p>
      <div class="row">
        {deedsOfViewer().map((name) => {
          const count = fitting(name, sites).length;
          return count > 0 && (
            <Button key={name} weight={name === 'assign' ? 'quiet' : 'main'} isBusy={results.isRenewing} onPress={() => setDoing(name)}>
              {say(WORDS[name], { count })}
            </Button>
          );
        })}
        {sites.length < there && (
          <Button weight="quiet" onPress={() => choose(results.pages.flat())}>{say('find.chooseAll', { count: there })}</Button>
        )}
        <Button weight="plain" onPress={() => unchoose()}>{say('find.unchoose')}</Button>
      </div>
      {doing && <BulkDialog name={doing} put={results.put} onClose={(hasLeft) => { setDoing(null); if (hasLeft) results.renew(); }} />}
    </section>
  );
}
