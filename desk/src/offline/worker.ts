// The service worker's page side: put it to work, and say when a newer desk is ready.
import { signal } from '@preact/signals';

/** The newer desk that waits to take over, if there is one. */
export const newer = signal<ServiceWorker | null>(null);

/** Begin once the first view is there: what the worker fetches must not delay it. */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (document.readyState !== 'complete') await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  try {
    const registration = await navigator.serviceWorker.register('/desk/sw.js', { scope: '/desk', updateViaCache: 'none' });
    watch(registration);
  } catch {
    // Without it the desk works while there is a network.
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) newer.value = registration.waiting;
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
}

/** Let the newer desk take over and load it; the outbox is written before. */
export function takeNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  newer.value?.postMessage('take over');
}
