// The parts of administration, and to whom each is open: as the policy says.
import { may } from '../people/viewer.ts';
import type { Permission } from '../graphql/documents.ts';
import type { Word } from '../words/words.ts';

export interface Part {
  href: string;
  word: Word;
  help: Word;
  needs: readonly Permission[];
}

export const PARTS = {
  people: { href: '/desk/admin/people', word: 'administration.people', help: 'administration.peopleHelp', needs: ['READ_PEOPLE'] },
  apps: { href: '/desk/admin/apps', word: 'administration.apps', help: 'administration.appsHelp', needs: ['READ_PEOPLE'] },
  imports: { href: '/desk/admin/imports', word: 'administration.imports', help: 'administration.importsHelp', needs: ['IMPORT_TABLE', 'UNDO_IMPORT'] },
  lessons: { href: '/desk/admin/lessons', word: 'lessons.title', help: 'lessons.help', needs: ['READ_LESSONS'] },
  history: { href: '/desk/admin/history', word: 'administration.history', help: 'administration.historyHelp', needs: ['VERIFY_HISTORY'] },
} satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;

export function isOpen(name: PartName): boolean {
  return PARTS[name].needs.some((permission) => may(permission));
}

export function openParts(): PartName[] {
  return (Object.keys(PARTS) as PartName[]).filter(isOpen);
}

export function mayAdminister(): boolean {
  return openParts().length > 0;
}
