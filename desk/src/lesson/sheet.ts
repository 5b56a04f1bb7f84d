// The practice sheet: what is filled in for practice, and whether a step was done. Pure; nothing of it is ever sent.
import type { LessonStep } from '../graphql/documents.ts';
import type { Item, Lack } from '../enter/checklist.ts';
import type { blank, Fields, hasValue, tidy } from '../outbox/fields.ts';
import type { Said } from '../photographs/photograph.ts';

/** What a sheet needs of the form; it comes with the form's chunk. */
export interface Pieces {
  blank: typeof blank;
  hasValue: typeof hasValue;
  tidy: typeof tidy;
}

export const STEPS = ['FIND', 'READ', 'ENTER', 'POINT', 'PHOTOGRAPH', 'SEND'] as const satisfies readonly LessonStep[];

/** What is filled in. A picture is kept by name alone: the picture itself stays where it was chosen from. */
export interface Sheet {
  fields: Fields;
  picture: string | null;
  said: Said | null;
}

export function freshSheet({ blank }: Pieces, units: readonly string[]): Sheet {
  return { fields: { ...blank(), units: [...units] }, picture: null, said: null };
}

/** What stands in the way of a step: the message `lesson.todo.<todo>`, and the control it is about. */
export interface Todo {
  todo: 'name' | 'kinds' | 'unit' | 'position' | 'unread' | 'picture' | 'rights' | 'alternative';
  place: string | null;
}

/** What is still to do of a step on the sheet; null: it is done. `isRead`: the position is understood. */
export function todoOf({ hasValue, tidy }: Pieces, step: LessonStep, { fields, picture, said }: Sheet, isRead: boolean): Todo | null {
  if (step === 'ENTER') {
    if (!tidy(fields.texts['names.VI']?.text ?? '')) return { todo: 'name', place: 'names.VI' };
    if (!hasValue(fields, 'kinds')) return { todo: 'kinds', place: 'kinds' };
    if (!hasValue(fields, 'admin_unit')) return { todo: 'unit', place: 'adminUnits' };
  }
  if (step === 'POINT') {
    if (!hasValue(fields, 'location')) return { todo: 'position', place: 'location' };
    if (!isRead) return { todo: 'unread', place: 'location' };
  }
  if (step === 'PHOTOGRAPH') {
    if (picture === null) return { todo: 'picture', place: null };
    if (!said?.uri) return { todo: 'rights', place: null };
    if (!tidy(said.alternative)) return { todo: 'alternative', place: null };
  }
  return null;
}

/** The first step that is not done yet; the last one where all are. */
export function nextOf(done: ReadonlySet<LessonStep>): LessonStep {
  return STEPS.find((step) => !done.has(step)) ?? 'SEND';
}

/** The sites of the practice list, by their words; the first is the one to find. */
export const PRACTICE = ['tree', 'cave', 'wall', 'well'] as const;
export type Practice = (typeof PRACTICE)[number];

/** The record that is read: all there but its position and a source. */
export function practiceRecord({ blank }: Pieces, name: string, summary: string, description: string): Fields {
  const said = (text: string) => ({ text, origin: 'HUMAN' as const, isReviewed: false });
  return {
    ...blank(), kinds: ['HISTORICAL'], units: ['03127'], managingBody: 'UBND',
    texts: {
      'names.VI': said(name), 'names.EN': said(name), 'summaries.VI': said(summary), 'summaries.EN': said(summary),
      'descriptions.VI': said(description.padEnd(300, '.')),
    },
  };
}

/** What the reader chooses among, and which of it the record really lacks, told by the form's own list. */
export const CHOICES = ['kinds', 'position', 'summary', 'source'] as const satisfies readonly Lack[];

export function lacksOf(items: readonly Item[]): Lack[] {
  const lacks = new Set(items.map(({ lack }) => lack));
  return CHOICES.filter((lack) => lacks.has(lack));
}
