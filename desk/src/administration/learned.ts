// How far people have come in a lesson, by commune, in an order and as a table to take away.
export interface Count {
  unit?: { code: string; name: string } | null;
  people: number;
  begun: number;
  finished: number;
}

/** Of those who have a role, the share that has finished; null where nobody has one. */
export function shareOf({ people, finished }: Count): number | null {
  return people > 0 ? finished / people : null;
}

/** Whoever has come least far first, where somebody may have to be asked; then by name. */
export function leastFirst<T extends Count>(counts: readonly T[]): T[] {
  return [...counts].sort((a, b) => (shareOf(a) ?? 2) - (shareOf(b) ?? 2) || a.begun / (a.people || 1) - b.begun / (b.people || 1) || (a.unit?.name ?? '').localeCompare(b.unit?.name ?? '', 'vi'));
}

/** How many communes have somebody who has finished, of those in which anybody has a role. */
export function unitsDone(counts: readonly Count[]): { done: number; all: number } {
  const own = counts.filter(({ unit }) => unit);
  return { done: own.filter(({ finished }) => finished > 0).length, all: own.length };
}

/** The counts as CSV, a byte order mark in front, as spreadsheets want it; no cell is taken for a formula. */
export function asCsv(counts: readonly Count[], heads: readonly string[], ofNoUnit: string): string {
  const cell = (text: string | number) => {
    const plain = typeof text === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : String(text);
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const rows = counts.map((one) => [one.unit?.code ?? '', one.unit?.name ?? ofNoUnit, one.people, one.begun, one.finished, shareOf(one)?.toFixed(4) ?? '']);
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
