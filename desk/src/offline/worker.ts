// The service worker's page side: put it to work, and say when a newer desk is ready.
import { signal } from '@preact/signals';
import { keepEverything } from './keepers.ts';

/** Whether another window has let a newer desk take over: this page is still the older one. */
export const isOlder = signal(false);

/** The newer desk that waits to take over, if there is one. */
export const newer = signal<ServiceWorker | null>(null);

/** Begin once the first view is there: what the worker fetches must not delay it. */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (document.readyState !== 'complete') await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  try {
    heed();
    const registration = await navigator.serviceWorker.register('/desk/sw.js', { scope: '/desk', updateViaCache: 'none' });
    watch(registration);
  } catch {
    // Without it the desk works while there is a network.
  }
}

/** Another window took the newer desk: what is typed here is kept, and the page says so; it is loaded anew when asked. */
function heed(): void {
  let isFirst = navigator.serviceWorker.controller === null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    const isNewer = !isFirst;
    isFirst = false;
    if (!isNewer) return;
    if (isTaking) return void leave().then((isGoing) => (isOlder.value = !isGoing));
    isOlder.value = true;
    newer.value = null;
    void keepEverything();
  });
  // A part of the older desk that is no longer there.
  addEventListener('vite:preloadError', () => (isOlder.value = true));
}

/** Load the page anew once everything typed in it lies on the machine; whether it could. */
export async function leave(): Promise<boolean> {
  const isKept = await keepEverything();
  if (isKept) location.reload();
  return isKept;
}

let isTaking = false;

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) newer.value = registration.waiting;
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
}

/** Let the newer desk take over and load it; what is typed is written down before. */
export async function takeNewer(): Promise<boolean> {
  if (!(await keepEverything())) return false;
  isTaking = true;
  newer.value?.postMessage('take over');
  return true;
}
