import { useEffect, useState } from 'preact/hooks';
import type { Work } from '../outbox/work.ts';
import { change } from '../outbox/works.ts';
import type { Photographs as Part } from '../photographs/photographs.tsx';
import { Ghosts } from '../ui/states.tsx';

const OPEN = ['DRAFT', 'RETURNED', 'PUBLISHED', 'WITHDRAWN'];

/** Where the photographs of a work are: loaded after the form, which is typed into first. */
export function PhotographsSlot({ work }: { work: Work }) {
  const [loaded, setLoaded] = useState<{ Photographs: typeof Part } | null>(null);
  useEffect(() => {
    void import('../photographs/photographs.tsx').then(setLoaded);
  }, []);
  if (!loaded) return <Ghosts count={1} />;
  const isLocked = work.state !== null && !OPEN.includes(work.state);
  // A work that nothing was typed into yet is kept from its first photograph on, so that the photograph is found again.
  const keep = async () => {
    if (!work.siteId) await change(work.id, (kept) => ({ ...kept, updatedAt: new Date().toISOString() }));
  };
  const subject = { workId: work.id, siteId: work.siteId, code: work.code };
  return <loaded.Photographs subject={subject} isLocked={isLocked} onFirst={keep} />;
}
