// What a file is, told by its first bytes; what is surely not taken is said before anything is sent. The catalogue judges.

export type Kind = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/tiff' | 'image/heic';
/** Why a file is not taken, as the message `photographs.not.<reason>` says. */
export type Reason = 'empty' | 'type' | 'film' | 'pixels' | 'bytes';

const MOST_BYTES: Partial<Record<Kind, number>> = { 'image/webp': 100e6, 'image/avif': 100e6, 'image/heic': 100e6 };
const MOST_PIXELS: Partial<Record<Kind, number>> = { 'image/heic': 25e6, 'image/avif': 22e6 };
export const HEAD = 1 << 16;

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

export function kindOf(head: Uint8Array): Kind | 'film' | null {
  if (head[0] === 0xff && head[1] === 0xd8) return 'image/jpeg';
  if (text(head, 1, 4) === 'PNG') return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (text(head, 0, 4) === 'II*\0' || text(head, 0, 4) === 'MM\0*') return 'image/tiff';
  if (text(head, 4, 8) !== 'ftyp') return null;
  const brand = text(head, 8, 12);
  if (brand === 'avif' || brand === 'avis') return 'image/avif';
  return ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'hevc'].includes(brand) ? 'image/heic' : 'film';
}

/** Pixels of the largest picture that a HEIC or AVIF file names (ISO/IEC 23008-12, `ispe`); 0: not told here. */
export function pixelsOf(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let most = 0;
  for (let at = 4; at + 16 <= head.length; at++) {
    if (text(head, at, at + 4) === 'ispe') most = Math.max(most, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most;
}

/** The file's type, or why it is not taken. */
export function looked(head: Uint8Array, size: number): { kind: Kind } | { reason: Reason } {
  if (!size) return { reason: 'empty' };
  const kind = kindOf(head);
  if (kind === 'film') return { reason: 'film' };
  if (!kind) return { reason: 'type' };
  if (size > (MOST_BYTES[kind] ?? Infinity)) return { reason: 'bytes' };
  const most = MOST_PIXELS[kind];
  if (most && pixelsOf(head) > most) return { reason: 'pixels' };
  return { kind };
}
