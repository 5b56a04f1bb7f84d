// The course of one import: a file is chosen, tried, looked at, and imported, once however often it is sent.
import { useCallback, useState } from 'preact/hooks';
import { TroubleError, type Trouble } from '../graphql/client.ts';
import { newKey } from '../graphql/key.ts';
import { ImportTableDocument, type ImportRegister, type ImportTableMutation, type TroubleFragment } from '../graphql/documents.ts';
import { sendFile } from './sending.ts';

export type Report = NonNullable<NonNullable<ImportTableMutation['deed']>['report']>;
export type Run = NonNullable<NonNullable<ImportTableMutation['deed']>['importRun']>;

export type Course =
  | { kind: 'start' }
  | { kind: 'busy'; isTry: boolean; file: File; sent: number; report: Report | null }
  | { kind: 'unread'; file: File; problems: readonly TroubleFragment[] }
  | { kind: 'tried'; file: File; report: Report; key: string; trouble?: Trouble }
  | { kind: 'failed'; file: File; trouble: Trouble }
  | { kind: 'done'; file: File; report: Report | null; run: Run | null };

/** Records that would be written. */
export function sizeOf({ createdCount, changedCount }: Report): number {
  return createdCount + changedCount;
}

/** `register`: into which one the table goes. */
export function useCourse(register: ImportRegister) {
  const [course, setCourse] = useState<Course>({ kind: 'start' });
  const tryIt = useCallback(async (file: File): Promise<void> => {
    const sent = (share: number) => setCourse({ kind: 'busy', isTry: true, file, sent: share, report: null });
    sent(0);
    try {
      const { deed } = await sendFile(ImportTableDocument, { register, dryRun: true, allOrNothing: false, key: null }, file, sent);
      if (deed?.report) setCourse({ kind: 'tried', file, report: deed.report, key: newKey() });
      else setCourse({ kind: 'unread', file, problems: deed?.problems ?? [] });
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setCourse({ kind: 'failed', file, trouble: error.trouble });
    }
  }, [register]);
  const importIt = useCallback(async (tried: Extract<Course, { kind: 'tried' }>, allOrNothing: boolean): Promise<boolean> => {
    const { file, report, key } = tried;
    const sent = (share: number) => setCourse({ kind: 'busy', isTry: false, file, sent: share, report });
    sent(0);
    try {
      const { deed } = await sendFile(ImportTableDocument, { register, dryRun: false, allOrNothing, key }, file, sent);
      if (deed?.problems.length) setCourse({ kind: 'unread', file, problems: deed.problems });
      else setCourse({ kind: 'done', file, report: deed?.report ?? null, run: deed?.importRun ?? null });
      return true;
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      setCourse({ ...tried, trouble: error.trouble });
      return false;
    }
  }, [register]);
  const restart = useCallback(() => setCourse({ kind: 'start' }), []);
  return { course, tryIt, importIt, restart };
}
