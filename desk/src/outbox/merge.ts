// Two people, or two windows, at one site: what is brought together by facet, and what a person has to decide.
import { differing, facetsOf, isSame, withFacet, type Fields } from './fields.ts';

export interface Merged {
  fields: Fields;
  /** Facets that both changed, to different values: `fields` has mine. */
  conflicts: string[];
}

/** What is mine, with what others changed since `base` where I did not. */
export function merged(base: Fields, mine: Fields, theirs: Fields): Merged {
  const [old, here, there] = [facetsOf(base), facetsOf(mine), facetsOf(theirs)];
  const conflicts: string[] = [];
  let fields = mine;
  for (const name of differing(here, there)) {
    if (isSame(old[name], there[name])) continue;
    if (isSame(old[name], here[name])) fields = withFacet(fields, name, theirs);
    else conflicts.push(name);
  }
  return { fields, conflicts };
}
