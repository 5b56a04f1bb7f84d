import { useState } from 'preact/hooks';
import type { PlacedSiteFragment } from '../graphql/documents.ts';
import { Button } from '../ui/button.tsx';
import { StateBadge } from '../ui/site-line.tsx';
import { say } from '../words/words.ts';

const STEP = 60;

/** Every site of the map as a list, for whoever does not use the map; and those that no map can show. */
export function Beside({ placed, unplaced }: { placed: readonly PlacedSiteFragment[]; unplaced: readonly PlacedSiteFragment[] }) {
  return (
    <div class="beside" role="region" aria-label={say('map.list')} tabIndex={0}>
      {unplaced.length > 0 && (
        <Part title={say('map.unplaced', { count: unplaced.length })} sites={unplaced} isOpen={false} help={say('map.unplacedHelp')} />
      )}
      {placed.length > 0 && <Part title={say('map.placed', { count: placed.length })} sites={placed} isOpen />}
    </div>
  );
}

function Part({ title, sites, isOpen, help }: { title: string; sites: readonly PlacedSiteFragment[]; isOpen: boolean; help?: string }) {
  const [shown, setShown] = useState(STEP);
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      {help && <p class="small">{help}</p>}
      <ul class="lines">
        {sites.slice(0, shown).map((site) => (
          <li class="line" key={site.id}>
            <a class="line-name" href={`/desk/sites/${site.code}`}>{site.name.text}</a>
            <StateBadge state={site.state} />
            <span class="small">{[site.adminUnit?.name ?? say('find.noUnit'), site.locationPrecision === 'CONFLICT' && say('map.conflict')].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {sites.length > shown && <Button weight="plain" onPress={() => setShown(shown + STEP)}>{say('map.more')}</Button>}
    </details>
  );
}
