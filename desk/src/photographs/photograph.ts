// A photograph on its way into a record, and what is said of it. Pure: what is to be done next, and what becomes of it with
// every answer, whatever breaks off in between.
import type { AttachSurrogateInput, DescribeSurrogateInput, PeopleShown, SurrogateRole } from '../graphql/documents.ts';

/** What a person says of a photograph, as typed. */
export interface Said {
  uri: string;
  holder: string;
  creditLine: string;
  alternative: string;
  alternativeEnglish: string;
  caption: string;
  captured: string;
  maker: string;
  method: string;
  people: PeopleShown | '';
  role: SurrogateRole;
  isPanorama: boolean;
}

export interface Told {
  code: string;
  field: string | null;
  message: string;
}

/** Exactly this is sent, under this key, until an answer comes. */
export interface Attempt {
  key: string;
  said: Said;
}

export interface Photograph {
  id: string;
  person: string;
  /** The work that it was added to; its site, once there is one. */
  workId: string | null;
  siteId: string | null;
  code: string | null;
  name: string;
  type: string;
  size: number;
  /** SHA-256, in hexadecimal digits; null where the browser computes none (an address without https). */
  digest: string | null;
  thumbnail: Blob | null;
  said: Said;
  /** What the catalogue holds of what is said; null before it is attached. */
  told: Said | null;
  /** The record's version upon which `told` was read. */
  version: number;
  uploadUrl: string | null;
  sent: number;
  state: 'WAITING' | 'SENDING' | 'PAUSED' | 'SENT' | 'ATTACHED' | 'REFUSED';
  problems: Told[];
  warnings: Told[];
  attempt: Attempt | null;
  surrogateId: string | null;
  addedAt: string;
}

export function blankSaid(): Said {
  return {
    uri: '', holder: '', creditLine: '', alternative: '', alternativeEnglish: '', caption: '', captured: '', maker: '', method: '',
    people: '', role: 'GALLERY', isPanorama: false,
  };
}

/** What a photograph may take over from the one before: never what is seen in it. */
export const SHARED = ['uri', 'holder', 'creditLine', 'maker', 'method', 'people', 'captured'] as const;
export type Shared = Pick<Said, (typeof SHARED)[number]>;

export function sharedOf(said: Said): Shared {
  const { uri, holder, creditLine, maker, method, people, captured } = said;
  return { uri, holder, creditLine, maker, method, people, captured };
}

/** What is given for many at once: blanks leave what each has. */
export function withShared(said: Said, shared: Partial<Shared>): Said {
  const given = Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== ''));
  return { ...said, ...given };
}

export type Step = 'UPLOAD' | 'ATTACH' | 'DESCRIBE';

/** What to do next; null: nothing, or nothing yet. */
export function nextStep(one: Photograph): Step | null {
  switch (one.state) {
    case 'WAITING': case 'SENDING': return 'UPLOAD';
    case 'SENT': return one.siteId ? 'ATTACH' : null;
    case 'ATTACHED': return isDescribed(one) || one.problems.length ? null : 'DESCRIBE';
    default: return null;
  }
}

export function isDescribed({ said, told, attempt }: Photograph): boolean {
  return attempt === null && told !== null && JSON.stringify(said) === JSON.stringify(told);
}

/** Whether all that is here of it is at the catalogue; its row stays until a list of the record's shows so. */
export function isSettled(one: Photograph): boolean {
  return one.state === 'ATTACHED' && isDescribed(one) && !one.problems.length;
}

/** Whether something of it is still to arrive at the catalogue, by itself. */
export function isUnderWay(one: Photograph): boolean {
  return one.state !== 'REFUSED' && !one.problems.length && !isSettled(one);
}

/** The least input that turns what the catalogue holds into what is said. */
export function describing(said: Said, told: Said): DescribeSurrogateInput {
  const differs = (...names: (keyof Said)[]) => names.some((name) => said[name] !== told[name]);
  const text = (language: 'VI' | 'EN', words: string) => ({ language, text: words.trim() });
  const line = (words: string) => words.trim() || null;
  const input: DescribeSurrogateInput = {};
  if (differs('uri', 'holder', 'creditLine')) input.rights = { uri: said.uri || null, holder: line(said.holder), creditLine: line(said.creditLine) };
  const alternatives = [
    ...(differs('alternative') ? [text('VI', said.alternative)] : []),
    ...(differs('alternativeEnglish') ? [text('EN', said.alternativeEnglish)] : []),
  ];
  if (alternatives.length) input.alternativeTexts = alternatives;
  if (differs('caption')) input.captions = [text('VI', said.caption)];
  if (differs('captured')) input.capturedEdtf = line(said.captured);
  if (differs('maker')) input.maker = line(said.maker);
  if (differs('method')) input.method = line(said.method);
  if (differs('people')) input.people = said.people || null;
  if (differs('role')) input.role = said.role;
  return input;
}

export function attaching(said: Said): AttachSurrogateInput {
  return { ...describing(said, blankSaid()), ...(said.isPanorama && { kind: 'PANORAMA' as const }) };
}

/** The number of an upload in its address. */
export function uploadIdOf(one: Photograph): string {
  return one.uploadUrl?.split('/').at(-1) ?? '';
}

/** The photograph to be sent from its first byte, because the catalogue no longer has what was sent of it. */
export function anew(one: Photograph): Photograph {
  return { ...one, uploadUrl: null, sent: 0, attempt: null, state: 'WAITING' };
}

interface Answer {
  surrogate: { id: string } | null;
  version: number | null;
  problems: Told[];
  warnings: Told[];
}

const LOST = new Set(['UPLOAD_GONE', 'UPLOAD_UNKNOWN', 'UPLOAD_UNDER_WAY']);
/** Not the photograph's fault: the catalogue was short of hands or room for a moment. */
export const PASSING = new Set(['BUSY', 'NO_TIME', 'STORE_UNAVAILABLE', 'IN_PROGRESS']);

/** The photograph after an answer to its attempt. */
export function answered(one: Photograph, attempt: Attempt, { surrogate, version, problems, warnings }: Answer): Photograph {
  const at = { ...one, attempt: null };
  if (surrogate) {
    return { ...at, state: 'ATTACHED', surrogateId: surrogate.id, told: attempt.said, version: version ?? one.version, problems: [], warnings };
  }
  if (problems.some(({ code }) => LOST.has(code))) return anew(one);
  // A file that is refused does not stay in the catalogue: another try sends it anew, and nothing is left to give up.
  const without = problems.some(({ field }) => field === 'uploadId') ? { uploadUrl: null, sent: 0 } : {};
  // What is said of an attached photograph was refused: it stays attached, and waits until it is put right.
  return { ...at, ...without, state: one.told ? 'ATTACHED' : 'REFUSED', problems };
}

/** The photograph once a person has said something else of it, or wants another try. */
export function saying(one: Photograph, said: Said): Photograph {
  const isAgain = one.state === 'REFUSED' && one.uploadUrl !== null && one.sent === one.size;
  return { ...one, said, problems: [], state: isAgain ? 'SENT' : one.state };
}

export function tried(one: Photograph): Photograph {
  const state = one.told ? 'ATTACHED' : one.uploadUrl && one.sent === one.size ? 'SENT' : 'WAITING';
  return { ...one, state, problems: [], attempt: null };
}

/** How far all together are, in bytes. */
export function sumOf(all: readonly Photograph[], sentOf: (one: Photograph) => number): { sent: number; size: number; done: number; count: number } {
  const counted = all.filter(({ state }) => state !== 'REFUSED');
  return {
    sent: counted.reduce((sum, one) => sum + (isArrived(one) ? one.size : sentOf(one)), 0),
    size: counted.reduce((sum, { size }) => sum + size, 0),
    done: counted.filter(isArrived).length,
    count: counted.length,
  };
}

function isArrived({ state }: Photograph): boolean {
  return state === 'SENT' || state === 'ATTACHED';
}
