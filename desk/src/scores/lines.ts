// A sheet's lines as a tree, what was typed of them and not sent yet, and what of that is sent.
import type { JudgedScoreInput, ScoreEvidenceInput, SelfScoreInput, SheetLineFragment } from '../graphql/documents.ts';

export type Line = SheetLineFragment;
export type Proof = Line['evidence'][number];
export type Stage = 'self' | 'appraised' | 'final';

export interface Branch {
  line: Line;
  children: Branch[];
}

/** Lines under the criteria that they stand under; each comes after its parent. */
export function treeOf(lines: readonly Line[]): Branch[] {
  const top: Branch[] = [];
  const known = new Map<string, Branch>();
  for (const line of lines) {
    const branch = { line, children: [] };
    known.set(line.criterion.code, branch);
    const parent = line.criterion.parent && known.get(line.criterion.parent);
    (parent ? parent.children : top).push(branch);
  }
  return top;
}

export interface Typed {
  values?: Record<string, string>;
  choice?: string;
  points?: string;
  reason?: string;
  evidence?: ScoreEvidenceInput[];
}
export type Draft = Readonly<Record<string, Typed>>;

/** The same with something typed of one line; a line of which nothing is left is dropped. */
export function withTyped(draft: Draft, code: string, typed: Typed): Draft {
  const { [code]: before, ...others } = draft;
  const now = Object.fromEntries(Object.entries({ ...before, ...typed }).filter(([, value]) => value !== undefined)) as Typed;
  return Object.keys(now).length ? { ...others, [code]: now } : others;
}

export function valuesOf(line: Line, typed: Typed | undefined): Record<string, string> {
  return { ...Object.fromEntries(line.values.map(({ name, value }) => [name, value])), ...typed?.values };
}

/** A number as the interface takes it: people also write a comma. */
export function exact(text: string): string {
  return text.trim().replace(/\s/g, '').replace(',', '.');
}

/** A document of before as it is sent again. */
export function proofInput({ title, url, snapshot, sha256 }: Proof): ScoreEvidenceInput {
  if (url) return { title, url, ...(sha256 && { sha256 }) };
  return snapshot ? { title, snapshot } : { title, ...(sha256 && { digest: sha256 }) };
}

function isFilled(values: Record<string, string>): boolean {
  return Object.values(values).some((value) => value.trim() !== '');
}

/** Whether other points would follow than those given before, so that a reason is asked for. */
export function isOther(line: Line, typed: Typed | undefined): boolean {
  if (!line.values.length && !line.choice) return false;
  const before = Object.fromEntries(line.values.map(({ name, value }) => [name, value]));
  const values = Object.entries(typed?.values ?? {}).some(([name, value]) => exact(value) !== (before[name] ?? ''));
  return values || (typed?.choice !== undefined && typed.choice !== line.choice);
}

/** What is sent of a self-scored sheet: the lines that were typed in, whole. */
export function selfInputs(lines: readonly Line[], draft: Draft): SelfScoreInput[] {
  return lines.flatMap((line) => {
    const typed = draft[line.criterion.code];
    if (!typed) return [];
    const values = valuesOf(line, typed);
    const choice = typed.choice ?? line.choice;
    const said = {
      criterion: line.criterion.code,
      ...(isFilled(values) && { values: Object.entries(values).filter(([, value]) => value.trim()).map(([name, value]) => ({ name, value: exact(value) })) }),
      ...(choice && { choice }),
      ...(typed.reason?.trim() && { reason: typed.reason.trim() }),
      ...(typed.evidence && { evidence: typed.evidence }),
    };
    return [said as SelfScoreInput];
  });
}

/** What an appraiser or the council sends: the lines judged otherwise than before. */
export function judgedInputs(lines: readonly Line[], draft: Draft): JudgedScoreInput[] {
  return lines.flatMap(({ criterion: { code } }) => {
    const typed = draft[code];
    if (!typed) return [];
    const values = Object.entries(typed.values ?? {}).filter(([, value]) => value.trim());
    const said = {
      criterion: code,
      ...(typed.points?.trim() && { points: exact(typed.points) }),
      ...(typed.choice && { choice: typed.choice }),
      ...(values.length && { values: values.map(([name, value]) => ({ name, value: exact(value) })) }),
      ...(typed.reason?.trim() && { reason: typed.reason.trim() }),
    };
    return 'points' in said || 'choice' in said || 'values' in said ? [said as JudgedScoreInput] : [];
  });
}

/** The line of which a problem's field speaks: codes have dots themselves, so the longest counts. */
export function codeOfField(field: string | null | undefined, codes: readonly string[]): string | undefined {
  if (!field) return undefined;
  return codes.filter((code) => field === code || field.startsWith(`${code}.`)).sort((a, b) => b.length - a.length)[0];
}
