// The list of an officer's own commune as it lies on this machine, for when there is no network.
import type { FoundSiteFragment } from '../graphql/documents.ts';
import { orderOf, type Question } from './question.ts';

export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().trim();
}

/** Whether what is kept can answer this question: it knows nothing of what is published, nor of whose work a record is. */
export function isAnswerable(question: Question, units: readonly string[]): boolean {
  const { view, unit, partOf, mine, awaiting, lacking, below } = question;
  return view === 'working' && !partOf && !mine && !awaiting && !lacking.length && !below && (!unit || units.includes(unit));
}

/** The kept records that a question means: every word in name or code, without marks. */
export function ownFound(rows: readonly FoundSiteFragment[], question: Question): FoundSiteFragment[] {
  const words = folded(question.text).split(/\s+/).filter(Boolean);
  const { states, kinds, grades, unit } = question;
  const found = rows.filter((row) => {
    const text = folded(`${row.name.text} ${row.code}`);
    return (
      words.every((word) => text.includes(word)) &&
      (!states.length || states.includes(row.state)) &&
      (!kinds.length || kinds.some((kind) => row.kinds.includes(kind))) &&
      (!grades.length || (row.grade.value !== null && grades.includes(row.grade.value))) &&
      (!unit || row.adminUnit?.code === unit)
    );
  });
  return orderOf(question) === 'newest' ? found.toReversed() : found;
}
