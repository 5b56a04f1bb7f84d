// What was typed into a sheet and not sent yet: kept on this machine for its person until it is sent.
import { holder } from '../people/holder.ts';
import { remember, remembered } from '../words/remembered.ts';
import type { Draft, Stage } from './lines.ts';

function placeOf(period: string, subject: string, stage: Stage): string {
  return `scores.${holder()}.${period}.${subject}.${stage}`;
}

export function draftBefore(period: string, subject: string, stage: Stage): Draft {
  try {
    const kept: unknown = JSON.parse(remembered(placeOf(period, subject, stage)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Draft) : {};
  } catch {
    return {};
  }
}

export function keepDraft(period: string, subject: string, stage: Stage, draft: Draft): void {
  remember(placeOf(period, subject, stage), Object.keys(draft).length ? JSON.stringify(draft) : null);
}
