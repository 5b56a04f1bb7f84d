// One list of what the record has and what is on its way, as the screen shows it.
import type { PictureFragment, PicturesOfQuery } from '../graphql/documents.ts';
import { blankSaid, type Photograph, type Said } from './photograph.ts';

export type Record = NonNullable<PicturesOfQuery['sites']['nodes'][number]>;

export interface Item {
  key: string;
  /** On this machine: on its way, or with something said that is not sent yet. */
  here: Photograph | null;
  /** At the catalogue. */
  there: PictureFragment | null;
  said: Said;
}

export function saidOf(one: PictureFragment): Said {
  const own = (text: { text: string; isFallback: boolean } | null) => (text && !text.isFallback ? text.text : '');
  return {
    ...blankSaid(), uri: one.rights.uri ?? '', holder: one.rights.holder ?? '', creditLine: one.rights.creditLine ?? '',
    alternative: own(one.alternativeText), alternativeEnglish: own(one.alternativeEnglish), caption: own(one.caption), captured: one.capturedEdtf ?? '',
    maker: one.maker ?? '', method: one.method ?? '', people: one.work?.people ?? '', role: one.role, isPanorama: one.kind === 'PANORAMA',
  };
}

/** Pictures of the record in its order, then what is on its way; each once. */
export function itemsOf(record: Record | undefined, here: readonly Photograph[]): Item[] {
  const pictures = record?.surrogates.edges.map(({ node }) => node).filter(isPicture) ?? [];
  const used = new Set<string>();
  const attached = pictures.map((there): Item => {
    const local = here.find((one) => one.surrogateId === there.id || (one.digest !== null && one.digest === there.digest)) ?? null;
    if (local) used.add(local.id);
    return { key: there.digest, here: local, there, said: local?.said ?? saidOf(there) };
  });
  const coming = here.filter(({ id }) => !used.has(id)).map((one): Item => ({ key: one.digest ?? one.id, here: one, there: null, said: one.said }));
  return [...attached, ...coming];
}

function isPicture({ mediaType }: PictureFragment): boolean {
  return mediaType.startsWith('image/');
}

/** A row by which something else is said of a picture that the record has. */
export function rowFor(there: PictureFragment, record: Record, person: string, said: Said): Photograph {
  return {
    id: crypto.randomUUID(), person, workId: null, siteId: record.id, code: record.code, name: there.code, type: there.mediaType,
    size: there.work?.size ?? 0, digest: there.digest, thumbnail: null, said, told: saidOf(there), version: record.version, uploadUrl: null,
    sent: there.work?.size ?? 0, state: 'ATTACHED', problems: [], warnings: [], attempt: null, surrogateId: there.id, addedAt: new Date().toISOString(),
  };
}

/** The order with one picture moved by so many places. */
export function movedBy(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  const rest = order.filter((one) => one !== id);
  return from < 0 ? [...order] : [...rest.slice(0, to), id, ...rest.slice(to)];
}
