// Whether the catalogue can be reached: as the last request found out, and as the browser says.
import { effect, signal } from '@preact/signals';

export const isOffline = signal(!navigator.onLine);

/** What the last request found. A machine may be "online" in a network that leads nowhere. */
export function noteReached(reached: boolean): void {
  isOffline.value = !reached;
}

const SECONDS = 15;
let asking: ReturnType<typeof setInterval> | undefined;

async function probe(): Promise<void> {
  try {
    await fetch('/health/live', { cache: 'no-store' });
    isOffline.value = false;
  } catch {
    isOffline.value = true;
  }
}

/** Watch for the network to come back: the browser's word for it, and a small question every quarter of a minute. */
export function watchConnection(): void {
  addEventListener('online', () => void probe());
  addEventListener('offline', () => (isOffline.value = true));
  effect(() => {
    clearInterval(asking);
    if (isOffline.value) asking = setInterval(() => void probe(), SECONDS * 1000);
  });
}
