// What is asked of the work list, in the address.
import type { Level } from '../graphql/documents.ts';

export const LEVELS: readonly Level[] = ['D0', 'D1', 'D2', 'D3', 'D4'];

export interface Wanted {
  /** Code of a commune or ward of today. */
  unit: string;
  /** Only what does not stand at this level yet. */
  below: Level | '';
  mine: boolean;
}

export function readWanted(address: Readonly<Record<string, string | undefined>>): Wanted {
  return {
    unit: /^\d{5}$/.test(address.unit ?? '') ? (address.unit as string) : '',
    below: LEVELS.find((level) => level === address.below) ?? '',
    mine: address.mine === '1',
  };
}

export function wantedAddress({ unit, below, mine }: Wanted): string {
  const said = [unit && `unit=${unit}`, below && `below=${below}`, mine && 'mine=1'].filter(Boolean);
  return `/desk/worklist${said.length ? `?${said.join('&')}` : ''}`;
}
