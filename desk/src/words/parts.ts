// The words come in parts, so that each view brings its own: which part holds a message, by the beginning of its name. What no
// part names is in the words that every view has.
export const PARTS = {
  entering: ['enter', 'outbox'],
  more: ['more'],
  photographs: ['photographs'],
  zones: ['zones', 'term.zone'],
  dossier: ['dossier'],
  finding: ['find', 'map'],
  records: ['site', 'review', 'deed', 'history', 'diff'],
  figures: ['coverage', 'todo', 'periods', 'procedures', 'term.grouping', 'term.metric', 'term.counting', 'term.periodState'],
  scores: ['scores', 'criteria', 'clusters', 'term.setStatus', 'term.sheetState', 'term.tieBreaker', 'term.subjectKind', 'term.criterionKind'],
  administration: ['administration', 'health', 'members', 'does', 'member', 'tokens', 'apps', 'imports', 'lessons', 'proof', 'tables'],
  lesson: ['lesson'],
  own: ['own', 'me', 'home'],
  guide: ['guide'],
  told: [
    'access', 'action', 'certainty', 'dossier', 'effort', 'endReason', 'field', 'level', 'membership', 'origin', 'pair', 'precision', 'relation',
    'section', 'surrogateKind', 'surrogateRole', 'text', 'turn',
  ].map((family) => `term.${family}`),
} as const satisfies Record<string, readonly string[]>;
export type Part = keyof typeof PARTS;

const FOUND = new Map(Object.entries(PARTS).flatMap(([part, names]) => names.map((name): [string, Part] => [name, part as Part])));

/** The part that holds a message; null: it is among those that every view has. */
export function partOf(word: string): Part | null {
  const [first = '', second] = word.split('.');
  return FOUND.get(first === 'term' ? `term.${second}` : first) ?? null;
}
