// Taking files in: looked at, made small for the screen, told apart by their digest, and kept, one after another, so that an
// old telephone holds one picture in memory at a time.
import { newKey } from '../graphql/key.ts';
import { signal } from '@preact/signals';
import { person } from '../people/viewer.ts';
import { HEAD, looked, type Reason } from './looking.ts';
import { blankSaid, type Photograph } from './photograph.ts';
import { openShelf, put, shelf, type Subject } from './shelf.ts';

/** A file that was not taken, and why. */
export interface TurnedAway {
  id: string;
  name: string;
  reason: Reason | 'same' | 'there';
}

export const turnedAway = signal<readonly TurnedAway[]>([]);
/** How many files are being taken in right now. */
export const takingIn = signal(0);

const THUMBNAIL = 480;
const MOST_BLOCKS = 3;

export function dismiss(id: string): void {
  turnedAway.value = turnedAway.value.filter((one) => one.id !== id);
}

function turn(name: string, reason: TurnedAway['reason']): void {
  const id = newKey();
  turnedAway.value = [...turnedAway.value, { id, name, reason }];
}

/** Take files in for a work or a site. `there` are the digests of what the record has already. How many were taken. */
export async function addFiles(files: readonly File[], subject: Subject, there: ReadonlySet<string>): Promise<number> {
  const who = person()?.id;
  if (!who || !files.length) return 0;
  takingIn.value += files.length;
  await openShelf(who);
  void navigator.storage?.persist?.();
  let taken = 0;
  for (const file of files) {
    try {
      if (await takeIn(file, who, subject, there)) taken++;
    } finally {
      takingIn.value--;
    }
  }
  return taken;
}

async function takeIn(file: File, who: string, subject: Subject, there: ReadonlySet<string>): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, HEAD * MOST_BLOCKS).arrayBuffer());
  const found = looked(head, file.size);
  if ('reason' in found) {
    turn(file.name, found.reason);
    return false;
  }
  const digest = await digestOf(file);
  if (digest && there.has(digest)) {
    turn(file.name, 'there');
    return false;
  }
  if (isHere(file, digest, subject)) {
    turn(file.name, 'same');
    return false;
  }
  // The bytes themselves and not the file on the disk: a card that is taken out takes nothing with it.
  const picture = new Blob([await file.arrayBuffer()], { type: found.kind });
  const one: Photograph = {
    id: newKey(), person: who, ...subject, name: file.name || `${found.kind.slice(6)}`, type: found.kind, size: file.size, digest,
    thumbnail: await thumbnailOf(picture), said: blankSaid(), told: null, version: 0, uploadUrl: null, sent: 0, state: 'WAITING', problems: [],
    warnings: [], attempt: null, surrogateId: null, addedAt: new Date().toISOString(),
  };
  await put(one, picture);
  return true;
}

function isHere(file: File, digest: string | null, { workId, siteId }: Subject): boolean {
  return [...shelf.value.values()].some((one) => {
    const isSubject = (workId !== null && one.workId === workId) || (siteId !== null && one.siteId === siteId);
    const isSame = digest && one.digest ? one.digest === digest : one.name === file.name && one.size === file.size;
    return isSubject && isSame;
  });
}

async function digestOf(file: File): Promise<string | null> {
  if (!crypto.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A picture small enough for any telephone; null for what this browser cannot show, such as HEIC in most. */
export async function thumbnailOf(picture: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(picture, { resizeWidth: THUMBNAIL, resizeQuality: 'medium' });
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
  } catch {
    // Nothing is lost by it: the catalogue makes its own pictures.
    return null;
  }
}
