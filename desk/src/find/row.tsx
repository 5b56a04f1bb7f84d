import { sayTerm, say } from '../words/words.ts';
import { StateBadge } from '../ui/site-line.tsx';
import { chosen, toggle } from './chosen.ts';
import type { Found } from './results.ts';

interface Props {
  site: Found;
  place: { 'aria-posinset': number; 'aria-setsize': number };
  canChoose: boolean;
}

/** One site that was found; the whole line leads to it, but for the box that chooses it. */
export function FoundRow({ site, place, canChoose }: Props) {
  const name = site.name.text || say('common.unnamed');
  return (
    <div class="found" role="listitem" {...place}>
      {canChoose && <Choice site={site} name={name} />}
      <Picture site={site} />
      <div class="found-what">
        <a class="line-name" href={`/desk/sites/${site.code}`} lang={site.name.language.toLowerCase()}>{name}</a>
        <p class="small">{[site.adminUnit?.name ?? say('find.noUnit'), site.code].join(' · ')}</p>
      </div>
      <div class="found-marks">
        <StateBadge state={site.state} />
        {site.grade.value && <span class="badge">{sayTerm('grade', site.grade.value)}</span>}
        {site.digitisation?.level && (
          <span class="badge badge-outline"><span class="unseen">{say('find.level')} </span>{site.digitisation.level}</span>
        )}
        {site.locationPrecision === 'CONFLICT' && <span class="badge badge-gold">{say('find.conflict')}</span>}
      </div>
    </div>
  );
}

function Choice({ site, name }: { site: Found; name: string }) {
  return (
    <label class="found-choice">
      <input type="checkbox" checked={chosen.value.has(site.id)} onChange={() => toggle(site)} />
      <span class="unseen">{say('find.choose', { name })}</span>
    </label>
  );
}

function Picture({ site }: { site: Found }) {
  const url = site.heroImage?.url;
  if (!url) {
    return (
      <span class="found-picture" aria-hidden="true">
        <svg viewBox="0 0 24 24"><path d="M4 18l5-8 4 5 2.5-3.5L20 18z" /></svg>
      </span>
    );
  }
  return <img class="found-picture" src={url} alt="" loading="lazy" decoding="async" width="64" height="64" />;
}
