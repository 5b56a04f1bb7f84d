import type { Work } from '../outbox/work.ts';
import { change } from '../outbox/works.ts';
import { Photographs } from '../photographs/photographs.tsx';

const OPEN = ['DRAFT', 'RETURNED', 'PUBLISHED', 'WITHDRAWN'];

/** Where the photographs of a work are. */
export function PhotographsSlot({ work }: { work: Work }) {
  const isLocked = work.state !== null && !OPEN.includes(work.state);
  // A work that nothing was typed into yet is kept from its first photograph on, so that the photograph is found again.
  const keep = async () => {
    if (!work.siteId) await change(work.id, (kept) => ({ ...kept, updatedAt: new Date().toISOString() }));
  };
  return <Photographs subject={{ workId: work.id, siteId: work.siteId, code: work.code }} isLocked={isLocked} onFirst={keep} />;
}
