// Rights statements that are offered, from the freest on; any other that a photograph carries stays as it is.
import { remember, remembered } from '../words/remembered.ts';
import { say, type Word } from '../words/words.ts';
import { SHARED, type Shared } from './photograph.ts';

const CC = 'https://creativecommons.org/';
const RS = 'http://rightsstatements.org/vocab/';

export const RIGHTS: readonly { uri: string; name: Word; help: Word }[] = [
  { uri: `${CC}licenses/by/4.0/`, name: 'photographs.rights.by', help: 'photographs.rights.byHelp' },
  { uri: `${CC}licenses/by-nc/4.0/`, name: 'photographs.rights.byNc', help: 'photographs.rights.byNcHelp' },
  { uri: `${CC}publicdomain/zero/1.0/`, name: 'photographs.rights.zero', help: 'photographs.rights.zeroHelp' },
  { uri: `${RS}InC/1.0/`, name: 'photographs.rights.inC', help: 'photographs.rights.inCHelp' },
  { uri: `${CC}publicdomain/mark/1.0/`, name: 'photographs.rights.mark', help: 'photographs.rights.markHelp' },
];

export function rightsName(uri: string, label?: string | null): string {
  const known = RIGHTS.find((one) => one.uri === uri);
  return known ? say(known.name) : (label ?? uri);
}

/** What was said last on this machine; nothing of it is taken over by itself. */
export function lastShared(): Partial<Shared> {
  try {
    const kept: unknown = JSON.parse(remembered('photographs') ?? '{}');
    const isKept = (name: string) => typeof (kept as Record<string, unknown>)[name] === 'string';
    return Object.fromEntries(SHARED.filter((name) => name !== 'captured' && isKept(name)).map((name) => [name, (kept as Shared)[name]]));
  } catch {
    return {};
  }
}

export function keepShared(shared: Shared): void {
  if (shared.uri) remember('photographs', JSON.stringify({ ...shared, captured: '' }));
}
