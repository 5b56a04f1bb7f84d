// Corners as people have them, one a line, in every form that a position may be typed in.
import { ask } from '../graphql/client.ts';
import { ReadPositionDocument } from '../graphql/documents.ts';
import { decimal } from '../enter/points.ts';
import type { Corner } from './shape.ts';

const AT_ONCE = 4;

export interface Line {
  /** As lines are counted in the field, from 1. */
  line: number;
  text: string;
}

export type Understood = { corners: Corner[] } | { line: number; message: string };

export function linesOf(text: string): Line[] {
  return text.split('\n').map((each, at) => ({ line: at + 1, text: each.trim() })).filter((each) => each.text !== '');
}

/** The corners of plain degrees, at once; null if a line is of another form. */
export function plain(text: string): Corner[] | null {
  const read = linesOf(text).map((each) => decimal(each.text));
  return read.every((point) => point !== null) ? read.map(({ latitude, longitude }) => [longitude, latitude]) : null;
}

/** All corners, those of other forms as the catalogue reads them; else the first line that it cannot. Throws `TroubleError`. */
export async function understood(text: string): Promise<Understood> {
  const lines = linesOf(text);
  const corners: Corner[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const some = await Promise.all(lines.slice(from, from + AT_ONCE).map(one));
    for (const each of some) {
      if ('message' in each) return each;
      corners.push(each.corner);
    }
  }
  return { corners };
}

async function one({ line, text }: Line): Promise<{ corner: Corner } | { line: number; message: string }> {
  const point = decimal(text);
  if (point) return { corner: [point.longitude, point.latitude] };
  const { plain: read } = await ask(ReadPositionDocument, { text, unit: null });
  const { latitude, longitude, problems } = read;
  if (latitude === null || longitude === null) return { line, message: problems[0]?.message ?? '' };
  return { corner: [Number(longitude.toFixed(7)), Number(latitude.toFixed(7))] };
}

/** Corners as they are written into the field: seven decimals are a centimetre. */
export function written(corners: readonly Corner[]): string {
  return corners.map(([longitude, latitude]) => `${Number(latitude.toFixed(7))}, ${Number(longitude.toFixed(7))}`).join('\n');
}
