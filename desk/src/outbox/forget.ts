import * as photographs from '../photographs/keep.ts';
import { drop, worksOf } from './works.ts';

/** Let go of everything that this person has on this machine, sent or not. */
export async function forgetAllOf(person: string): Promise<void> {
  for (const { id } of await worksOf(person)) await drop(id);
  for (const { id } of await photographs.allOf(person)) await photographs.drop(id);
}
