// What is to be done before this page goes: parts of the desk that are loaded later say how they keep what is typed in them.
const keepers = new Set<() => Promise<unknown>>();
const holders = new Set<() => boolean>();

/** Have this done before the page is left by the desk itself. `isOnlyHere`: whether something would be lost all the same. */
export function keepBefore(keep: () => Promise<unknown>, isOnlyHere: () => boolean = () => false): void {
  keepers.add(keep);
  holders.add(isOnlyHere);
}

/** Write down everything that is typed in this page; whether it may go now without losing anything. */
export async function keepEverything(): Promise<boolean> {
  await Promise.all([...keepers].map((keep) => keep()));
  return ![...holders].some((isOnlyHere) => isOnlyHere());
}
