// A set of criteria as the JSON text that people write: where in it a problem lies, and what is put into it here.
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Entries = { [name: string]: Json };

export interface Place {
  start: number;
  end: number;
  /** Counted from 1. */
  line: number;
}

/** The same text laid out for reading; as it is if it is no JSON. */
export function laidOut(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}

/**
 * Where the value lies that a problem's `field` names (`criteria.0.children.1.maximum`), or of the way to it the last that is
 * there: what is missing has no place of its own. null: the text is no JSON, or the problem is of the whole.
 */
export function placeOf(text: string, field: string | null | undefined): Place | null {
  if (!field) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const found = new Finder(text, field.split('.')).find();
  return found && { ...found, line: text.slice(0, found.start).split('\n').length };
}

/** Walks along a text that is JSON, down the path. */
class Finder {
  private at = 0;
  private readonly text: string;
  private readonly path: readonly string[];
  private found: { start: number; end: number } | null = null;
  private deepest = 0;

  constructor(text: string, path: readonly string[]) {
    this.text = text;
    this.path = path;
  }

  find(): { start: number; end: number } | null {
    this.value(0);
    return this.found;
  }

  /** `depth`: how many steps of the path lead here; below 0: this is beside it. */
  private value(depth: number): void {
    this.blank();
    const start = this.at;
    if (this.text[this.at] === '{' || this.text[this.at] === '[') this.container(depth);
    else this.scalar();
    if (depth > this.deepest) {
      this.deepest = depth;
      this.found = { start, end: this.at };
    }
  }

  private container(depth: number): void {
    const isObject = this.text[this.at] === '{';
    const close = isObject ? '}' : ']';
    this.at += 1;
    for (let place = 0; ; place += 1) {
      this.blank();
      if (this.text[this.at] === ',') this.at += 1;
      this.blank();
      if (this.text[this.at] === close) break;
      let name = String(place);
      if (isObject) {
        const start = this.at;
        this.scalar();
        name = JSON.parse(this.text.slice(start, this.at)) as string;
        this.blank();
        this.at += 1;
      }
      this.value(depth >= 0 && name === this.path[depth] ? depth + 1 : -1);
    }
    this.at += 1;
  }

  private scalar(): void {
    const rest = /"(?:[^"\\]|\\.)*"|[^\s,:\]}]+/y;
    rest.lastIndex = this.at;
    this.at += rest.exec(this.text)?.[0].length ?? 1;
  }

  private blank(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}

/** The code of the criterion in which a problem lies, and the rest of the way to it: `II.1`, `maximum`. */
export function criterionAt(text: string, field: string | null | undefined): { code: string | null; rest: string } {
  const steps = (field ?? '').split('.');
  let code: string | null = null;
  let rest = steps;
  try {
    let here: Json | undefined = JSON.parse(text) as Json;
    for (const [place, step] of steps.entries()) {
      here = here && typeof here === 'object' ? (here as Entries)[step] : undefined;
      const own = here && typeof here === 'object' && !Array.isArray(here) ? here.code : undefined;
      if (typeof own === 'string') [code, rest] = [own, steps.slice(place + 1)];
    }
  } catch {
    return { code: null, rest: steps.join('.') };
  }
  return { code, rest: rest.join('.') };
}

export interface Basis {
  number: string;
  issuedOn: string;
  sha256: string;
  validFrom: string;
}

/** The document by which a draft is to be in force, as the draft names it by now. */
export function basisOf(text: string): Basis {
  const { legal_basis: basis, valid_from: from } = JSON.parse(text) as Entries;
  const said = (basis ?? {}) as Entries;
  const word = (value: Json | undefined) => (typeof value === 'string' ? value : '');
  return { number: word(said.document_number), issuedOn: word(said.issued_on), sha256: word(said.file_sha256), validFrom: word(from) };
}

export function withBasis(text: string, { number, issuedOn, sha256, validFrom }: Basis): string {
  const basis = { document_number: number.trim(), issued_on: issuedOn, file_sha256: sha256.trim().toLowerCase() };
  return JSON.stringify({ ...(JSON.parse(text) as Entries), legal_basis: basis, valid_from: validFrom || null });
}

export interface Nested {
  code: string;
  parent?: string | null;
}

/** How deep each criterion stands; those at the top at 0. */
export function depths(criteria: readonly Nested[]): Map<string, number> {
  const known = new Map<string, number>();
  for (const { code, parent } of criteria) known.set(code, parent ? (known.get(parent) ?? 0) + 1 : 0);
  return known;
}
