import { useEffect, useState } from 'preact/hooks';
import type { Work } from '../outbox/work.ts';
import { change } from '../outbox/works.ts';
import { Button } from '../ui/button.tsx';
import { Ghosts } from '../ui/states.tsx';
import { say, worded } from '../words/words.ts';

type Part = typeof import('../photographs/photographs.tsx').Photographs;

const OPEN = ['DRAFT', 'RETURNED', 'PUBLISHED', 'WITHDRAWN'];

/** Where the photographs of a work are; loaded after the form, which can be typed into before. */
export function PhotographsSlot({ work }: { work: Work }) {
  const [part, setPart] = useState<{ Photographs: Part } | 'waiting' | 'failed'>('waiting');
  useEffect(() => {
    if (part === 'waiting') worded(['photographs'], () => import('../photographs/photographs.tsx'))().then(setPart, () => setPart('failed'));
  }, [part]);
  if (part === 'waiting') return <Ghosts count={1} />;
  if (part === 'failed') return <p>{say('trouble.offline')} <Button weight="quiet" onPress={() => setPart('waiting')}>{say('trouble.again')}</Button></p>;
  const isLocked = work.state !== null && !OPEN.includes(work.state);
  // A work that nothing was typed into yet is kept from its first photograph on, so that the photograph is found again.
  const keep = async () => {
    if (!work.siteId) await change(work.id, (kept) => ({ ...kept, updatedAt: new Date().toISOString() }));
  };
  return <part.Photographs subject={{ workId: work.id, siteId: work.siteId, code: work.code }} isLocked={isLocked} onFirst={keep} />;
}
