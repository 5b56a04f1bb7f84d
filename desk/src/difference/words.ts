// How two texts differ, word by word. Pure: the longest common subsequence of words, after what is equal at both ends.
export interface Piece {
  kind: 'same' | 'out' | 'in';
  text: string;
}

/** Cells of the table at most; longer texts are compared paragraph by paragraph, and then as wholes. */
const MOST_CELLS = 4_000_000;

/** What was taken out and put in; joined without `in` the pieces are `before`, without `out` they are `after`. */
export function wordChanges(before: string, after: string): Piece[] {
  return joined(compared(wordsOf(before), wordsOf(after)) ?? compared(linesOf(before), linesOf(after)) ?? [
    { kind: 'out', text: before }, { kind: 'in', text: after },
  ]);
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function compared(old: string[], now: string[]): Piece[] | null {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const middle = subsequence(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  if (middle === null) return null;
  const same = (words: string[]): Piece[] => words.map((text) => ({ kind: 'same', text }));
  return [...same(old.slice(0, head)), ...middle, ...same(tail ? old.slice(-tail) : [])];
}

function subsequence(old: string[], now: string[]): Piece[] | null {
  const width = now.length + 1;
  if ((old.length + 1) * width > MOST_CELLS) return null;
  const length = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      length[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push({ kind: 'same', text: old[i] as string });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'out', text: old[i++] as string });
    } else {
      pieces.push({ kind: 'in', text: now[j++] as string });
    }
  }
  return pieces;
}

/** Pieces of a kind as one; a lone space between two changes belongs to both, so that whole phrases change at once. */
function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  let [out, into] = ['', ''];
  const close = (): void => {
    if (out) result.push({ kind: 'out', text: out });
    if (into) result.push({ kind: 'in', text: into });
    [out, into] = ['', ''];
  };
  pieces.forEach((piece, number) => {
    const isBetween = piece.kind === 'same' && /^ +$/.test(piece.text) && (out || into)
      && pieces[number + 1] !== undefined && pieces[number + 1]?.kind !== 'same';
    if (piece.kind === 'out' || isBetween) out += piece.text;
    if (piece.kind === 'in' || isBetween) into += piece.text;
    if (piece.kind !== 'same' || isBetween) return;
    close();
    const last = result.at(-1);
    if (last?.kind === 'same') last.text += piece.text;
    else result.push({ ...piece });
  });
  close();
  return result;
}
