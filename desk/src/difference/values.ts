// What a comparison says of values that are more than a text: the interface writes them as JSON. Pure.
export type Pair = [name: string, value: string];

export interface Item {
  kind: 'same' | 'out' | 'in';
  /** What it says, name by name; a plain value has one pair without a name. */
  pairs: Pair[];
  /** The area that it is about, as GeoJSON: whether that changed is seen, not read. */
  area?: string;
}

/** Names of values that say nothing to a person. */
const UNTOLD = new Set([
  'digest', 'number', 'geometry', 'is_location', 'authority_kind', 'origin', 'position', 'captured_latitude', 'captured_longitude',
]);

/** What is said first of an item; the interface writes names by the alphabet. */
const FIRST = [
  'title', 'scheme', 'grade', 'decision_number', 'decision_date', 'authority', 'valid_from', 'valid_to', 'end_reason', 'ended_by',
  'latitude', 'longitude', 'accuracy_metres', 'unit', 'field', 'code', 'language', 'text', 'role', 'kind',
];

/** The items before and after, as taken out, put in or the same; null where both are plain texts. */
export function itemChanges(before: string | null, after: string | null): Item[] | null {
  const [old, now] = [itemsOf(before), itemsOf(after)];
  if (old === null || now === null) return null;
  const [left, there] = [old.map(keyOf), new Set(now.map(keyOf))];
  const had = new Set(left);
  const out = old.filter((item) => !there.has(keyOf(item))).map((item) => made('out', item));
  return [...out, ...now.map((item) => made(had.has(keyOf(item)) ? 'same' : 'in', item))];
}

/** JSON as a list of its items; null for a text that is no JSON list or object. */
export function itemsOf(text: string | null): unknown[] | null {
  if (text === null) return [];
  if (!/^[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    // A position is told with its precision before it: ["SITE", [{...}]].
    if (Array.isArray(value)) return value.flat();
    return typeof value === 'object' && value !== null ? [value] : null;
  } catch {
    return null;
  }
}

function made(kind: Item['kind'], item: unknown): Item {
  const area = typeof item === 'object' && item !== null && 'geometry' in item ? item.geometry : null;
  const isArea = typeof area === 'string' && /"(Multi)?Polygon"/.test(area);
  return { kind, pairs: pairsOf(item), ...(isArea ? { area } : {}) };
}

export function pairsOf(item: unknown, before = ''): Pair[] {
  if (item === null || item === undefined) return [];
  if (Array.isArray(item)) {
    if (item.length === 0) return [];
    if (item.every((each) => typeof each !== 'object')) return [[before, item.join(', ')]];
    return item.flatMap((each) => pairsOf(each, before));
  }
  if (typeof item === 'object') {
    return inOrder(Object.entries(item)).flatMap(([name, value]) => pairsOf(value, name));
  }
  return [[before, String(item)]];
}

/** What is false or empty says nothing. */
function inOrder(entries: [string, unknown][]): [string, unknown][] {
  const place = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const told = entries.filter(([name, value]) => !UNTOLD.has(name) && value !== false && value !== '');
  return told.sort(([one], [other]) => place(one) - place(other));
}

function keyOf(item: unknown): string {
  return JSON.stringify(item);
}
