// What is said of a part of the dossier, whole: what a request leaves out of a part is not kept from before. Pure.
import type { DossierItemInput, DossierOfQuery } from '../graphql/documents.ts';

export type Part = DossierOfQuery['sites']['nodes'][number]['dossier']['parts'][number];

/** What may be typed about a part, as typed. */
export interface Said {
  pageCount: string;
  isConverted: boolean;
  mark: string;
  signature: string;
  opinion: string;
  opinionDay: string;
  note: string;
}

/** The stated pages are not told apart from those of the files: they are typed anew where they differ. */
export function saidOf({ work }: Part): Said {
  const { isConvertedFromPaper: isConverted = false, conversionMark, signatureReference, ministryOpinion, note } = work ?? {};
  return {
    pageCount: '', isConverted, mark: conversionMark ?? '', signature: signatureReference ?? '', opinion: ministryOpinion?.number ?? '',
    opinionDay: ministryOpinion?.issuedOn ?? '', note: note ?? '',
  };
}

/** A part with these files; without any it is missing again. */
export function itemWith({ part }: Part, files: readonly string[], said: Said): DossierItemInput {
  if (!files.length) return { part, status: 'MISSING' };
  const pages = Number(said.pageCount);
  return {
    part, status: 'PRESENT', surrogates: [...files],
    pageCount: Number.isInteger(pages) && pages > 0 ? pages : null,
    isConvertedFromPaper: said.isConverted,
    conversionMark: said.mark.trim() || null,
    signatureReference: said.signature.trim() || null,
    ministryOpinion: said.opinion.trim() && said.opinionDay ? { number: said.opinion.trim(), issuedOn: said.opinionDay } : null,
    note: said.note.trim() || null,
  };
}

export function notApplicable({ part }: Part, reason: string): DossierItemInput {
  return { part, status: 'NOT_APPLICABLE', reason: reason.trim() };
}

export function filesOf({ surrogates }: Part): string[] {
  return surrogates.map(({ code }) => code);
}
