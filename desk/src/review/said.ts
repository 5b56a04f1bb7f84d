// What a reviewer has written and not sent yet: kept on this machine by record and version until it is sent.
import { holder } from '../people/holder.ts';
import { remember, remembered } from '../words/remembered.ts';

export interface Said {
  comment: string;
  /** By field; what is emptied again is left out. */
  remarks: Record<string, string>;
}

export const NOTHING: Said = { comment: '', remarks: {} };

export function isSaid({ comment, remarks }: Said): boolean {
  return comment.trim() !== '' || Object.keys(remarks).length > 0;
}

export function saidBefore(code: string, version: number): Said {
  try {
    const kept = JSON.parse(remembered(placeOf(code, version)) ?? 'null') as Said | null;
    return kept ?? NOTHING;
  } catch {
    return NOTHING;
  }
}

export function keepSaid(code: string, version: number, said: Said): void {
  const isNothing = said.comment === '' && Object.keys(said.remarks).length === 0;
  remember(placeOf(code, version), isNothing ? null : JSON.stringify(said));
}

export function withRemark(said: Said, field: string, text: string): Said {
  const { [field]: _, ...others } = said.remarks;
  return { ...said, remarks: text ? { ...others, [field]: text } : others };
}

function placeOf(code: string, version: number): string {
  return `review.${holder()}.${code}.${version}`;
}
