// One deed done to many records, one after the other, so that of each it is known what became of it.
export type Outcome = { kind: 'done' } | { kind: 'refused'; message: string; lead?: string } | { kind: 'unsent'; message: string };

export interface Step<T> {
  item: T;
  outcome: Outcome;
}

/** What a deed answers for the records it was given, in their order. */
export type Deed<T> = (items: readonly T[]) => Promise<Outcome[]>;

interface Ways<T> {
  /** How many go in one request. */
  size: number;
  onSteps: (steps: readonly Step<T>[]) => void;
  /** Whether somebody has asked to stop; what is on its way is waited for. */
  isStopped: () => boolean;
  /** What is said of records whose turn never came. */
  stoppedMessage: string;
}

/**
 * Do it to all. A record that is refused stops no other. Where the network fails, nothing more is sent: those after it
 * are told as unsent, with the same reason.
 */
export async function doToAll<T>(items: readonly T[], deed: Deed<T>, { size, onSteps, isStopped, stoppedMessage }: Ways<T>): Promise<Step<T>[]> {
  const steps: Step<T>[] = [];
  let stop: string | null = null;
  for (let from = 0; from < items.length; from += size) {
    const group = items.slice(from, from + size);
    if (stop === null && isStopped()) stop = stoppedMessage;
    const outcomes: Outcome[] = stop === null ? await deed(group) : [];
    for (const [place, item] of group.entries()) {
      const outcome = outcomes[place] ?? { kind: 'unsent', message: stop ?? stoppedMessage };
      steps.push({ item, outcome });
      if (outcome.kind === 'unsent') stop ??= outcome.message;
    }
    onSteps([...steps]);
  }
  return steps;
}

export function countOf<T>(steps: readonly Step<T>[], kind: Outcome['kind']): number {
  return steps.filter(({ outcome }) => outcome.kind === kind).length;
}
