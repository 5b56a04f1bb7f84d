// What is asked of the list: the whole of it lives in the address, so that back, reload and sharing work.
import type { Grade, Level, SiteFilterInput, SiteGap, SiteKind, SiteOrder, SiteState } from '../graphql/documents.ts';

export const STATES: readonly SiteState[] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN'];
export const KINDS: readonly SiteKind[] = [
  'HISTORICAL', 'ARCHITECTURAL_ARTISTIC', 'ARCHAEOLOGICAL', 'SCENIC', 'MIXED', 'TOURIST_POINT', 'TOURIST_AREA',
];
export const GRADES: readonly Grade[] = ['SPECIAL_NATIONAL', 'NATIONAL', 'PROVINCIAL'];
export const GAPS: readonly SiteGap[] = ['POSITION', 'PICTURE'];
/** Below D0 nothing is registered: nobody asks for that. */
export const LEVELS: readonly Level[] = ['D0', 'D1', 'D2', 'D3', 'D4'];
export const VIEWS = ['working', 'published'] as const;
export const LOOKS = ['list', 'map'] as const;
export type Sight = (typeof VIEWS)[number];
export type Order = 'best' | 'code' | 'newest' | 'name';

export interface Question {
  /** The newest revisions at work, or what the public sees. */
  view: Sight;
  text: string;
  states: SiteState[];
  kinds: SiteKind[];
  grades: Grade[];
  /** Code of a commune or ward of today. */
  unit: string;
  /** Code or slug of a complex. */
  partOf: string;
  mine: boolean;
  awaiting: boolean;
  lacking: SiteGap[];
  /** Standing below this level of the ladder. */
  below: Level | '';
  /** None: the natural one. */
  order: Order | '';
  look: (typeof LOOKS)[number];
}

export const NOTHING: Question = {
  view: 'working', text: '', states: [], kinds: [], grades: [], unit: '', partOf: '', mine: false, awaiting: false, lacking: [], below: '',
  order: '', look: 'list',
};

type Read = Readonly<Record<string, string | undefined>>;

function several<T extends string>(value: string | undefined, known: readonly T[]): T[] {
  const given = new Set((value ?? '').toUpperCase().split(','));
  return known.filter((one) => given.has(one));
}

function oneOf<T extends string>(value: string | undefined, known: readonly T[], otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}

/** The question in an address. What makes no sense there is left out. Who may not see what is at work sees what is published. */
export function readQuestion(address: Read, maySeeWork: boolean): Question {
  const view = maySeeWork ? oneOf(address.view, VIEWS, 'working') : 'published';
  const text = (address.text ?? '').slice(0, 200);
  const isWork = view === 'working';
  const question: Question = {
    view,
    text,
    states: isWork ? several(address.state, STATES) : [],
    kinds: several(address.kind, KINDS),
    grades: several(address.grade, GRADES),
    unit: /^\d{5}$/.test(address.unit ?? '') ? (address.unit as string) : '',
    partOf: /^[\w-]{1,80}$/.test(address.part ?? '') ? (address.part as string) : '',
    mine: isWork && address.mine === '1',
    awaiting: isWork && address.awaiting === '1',
    lacking: several(address.lacks, GAPS),
    below: oneOf<Level | ''>(address.below?.toUpperCase(), LEVELS, ''),
    order: '',
    look: oneOf(address.look, LOOKS, 'list'),
  };
  const order = address.order as Order | undefined;
  return order && ordersFor(question).includes(order) ? { ...question, order } : question;
}

/** In which orders such a list can be had, the natural one first. */
export function ordersFor({ text }: Pick<Question, 'text'>): Order[] {
  return text.trim() === '' ? ['code', 'newest', 'name'] : ['best', 'code', 'newest', 'name'];
}

export function orderOf(question: Question): Order {
  return question.order || (ordersFor(question)[0] as Order);
}

/** The address of a question, below the desk's; what is as usual is not written. */
export function addressOf(question: Question): string {
  const parts: [string, string][] = [
    ['text', question.text.trim()],
    ['view', question.view === 'working' ? '' : question.view],
    ['state', question.states.join(',')],
    ['kind', question.kinds.join(',')],
    ['grade', question.grades.join(',')],
    ['unit', question.unit],
    ['part', question.partOf],
    ['mine', question.mine ? '1' : ''],
    ['awaiting', question.awaiting ? '1' : ''],
    ['lacks', question.lacking.join(',')],
    ['below', question.below],
    ['order', question.order],
    ['look', question.look === 'list' ? '' : question.look],
  ];
  const written = parts.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  return `/desk/sites${written.length ? `?${written.join('&')}` : ''}`;
}

/** The same list seen from the other side: what belongs to the work alone is dropped. */
export function seenAs(question: Question, view: Sight): Question {
  const seen = { ...question, view };
  const rest = view === 'working' ? seen : { ...seen, states: [], mine: false, awaiting: false };
  return ordersFor(rest).includes(rest.order as Order) ? rest : { ...rest, order: '' };
}

/** The same with other words; an order that only words give goes with them. */
export function withText(question: Question, text: string): Question {
  return seenAs({ ...question, text }, question.view);
}

/** Without any condition, and with the words if they are to stay. */
export function cleared(question: Question, text = ''): Question {
  return { ...NOTHING, view: question.view, look: question.look, text };
}

/** How many conditions there are beside the words. */
export function conditionCount(question: Question): number {
  const { states, kinds, grades, lacking, below, unit, partOf, mine, awaiting } = question;
  const single = [unit !== '', partOf !== '', below !== '', mine, awaiting].filter(Boolean).length;
  return states.length + kinds.length + grades.length + lacking.length + single;
}

/** Whether two questions ask for the same list, however it is looked at. */
export function sameList(one: Question, other: Question): boolean {
  return addressOf({ ...one, look: 'list' }) === addressOf({ ...other, look: 'list' });
}

/** The conditions as the interface takes them. */
export function filterOf(question: Question): SiteFilterInput {
  const { text, states, kinds, grades, unit, partOf, mine, awaiting, lacking, below } = question;
  return {
    ...(text.trim() && { text: text.trim() }),
    ...(states.length && { states }),
    ...(kinds.length && { kinds }),
    ...(grades.length && { grade: { anyOf: grades } }),
    ...(unit && { adminUnit: { code: unit } }),
    ...(partOf && { partOf }),
    ...(mine && { mine }),
    ...(awaiting && { awaitingMe: awaiting }),
    ...(lacking.length && { lacking }),
    ...(below && { belowLevel: below }),
  } as SiteFilterInput;
}

export interface Turn {
  orderBy: SiteOrder | null;
  first: number | null;
  after: string | null;
  last: number | null;
  before: string | null;
}

/** Which page is asked for: `cursor` is where the one before ended. Newest first is the order of codes read from its end. */
export function turnOf(question: Question, size: number, cursor: string | null): Turn {
  const order = orderOf(question);
  if (order === 'newest') return { orderBy: 'CODE', first: null, after: null, last: size, before: cursor };
  const orderBy = ({ best: 'RELEVANCE', code: 'CODE', name: 'NAME' } as const)[order];
  return { orderBy, first: size, after: cursor, last: null, before: null };
}
