// Whether something of a record lies on this machine that the catalogue does not have: it is said before the record is given
// out of hand by another way than the form.
import { allOf as photographsOf } from '../photographs/keep.ts';
import { isUnderWay } from '../photographs/photograph.ts';
import { isUnsent } from './work.ts';
import { keepAll, worksOf } from './works.ts';

export interface Unsent {
  hasWork: boolean;
  photographs: number;
}

/** What this person has here of a record by its code; null: nothing. */
export async function unsentOf(person: string, code: string): Promise<Unsent | null> {
  await keepAll();
  const works = (await worksOf(person)).filter((work) => work.code === code);
  const ids = new Set(works.map(({ id }) => id));
  const photographs = (await photographsOf(person)).filter((one) => isUnderWay(one) && (one.code === code || (one.workId !== null && ids.has(one.workId))));
  const hasWork = works.some(isUnsent);
  return hasWork || photographs.length ? { hasWork, photographs: photographs.length } : null;
}

/** How much of this person's lies here and nowhere else. */
export async function unsentInAll(person: string): Promise<{ works: number; photographs: number }> {
  await keepAll();
  const works = (await worksOf(person)).filter(isUnsent).length;
  const photographs = (await photographsOf(person)).filter((one) => one.problems.length > 0 || isUnderWay(one)).length;
  return { works, photographs };
}
