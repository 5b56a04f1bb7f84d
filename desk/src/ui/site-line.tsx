import type { LineFragment } from '../graphql/documents.ts';
import { say, sayTerm } from '../words/words.ts';

const TONES: Partial<Record<LineFragment['state'], string>> = {
  DRAFT: '', SUBMITTED: 'badge-gold', RETURNED: 'badge-red', APPROVED: 'badge-violet', PUBLISHED: 'badge-green',
};

export function StateBadge({ state }: { state: LineFragment['state'] }) {
  return <span class={`badge ${TONES[state] ?? ''}`}>{sayTerm('state', state)}</span>;
}

/** One record as a line of a list; the whole line leads to it. */
export function SiteLine({ site }: { site: LineFragment }) {
  return (
    <li class="line">
      <a class="line-name" href={`/desk/sites/${site.code}`}>{site.name?.text ?? say('common.unnamed')}</a>
      <StateBadge state={site.state} />
      <span class="small">{site.code}{site.adminUnit ? ` · ${site.adminUnit.name}` : ''}</span>
    </li>
  );
}
