// The desk's service worker. It holds one version of the desk, whole: the page and every file of the build, fetched before it
// takes over. Data never passes through it: the interface's answers are kept by `answers.ts`, what people type by the outbox.
// `__FILES__` and `__VERSION__` are written in when the desk is built (tools/worker.ts).
declare const __FILES__: string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const PAGE = '/desk';
const CACHE = `desk ${__VERSION__}`;

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(PAGE, { cache: 'no-cache' }), ...__FILES__]);
}

/** The one before stays: windows in which it is still open load its parts. */
async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith('desk ') && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function answered(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = request.mode === 'navigate' ? await cache.match(PAGE) : ((await cache.match(request)) ?? (await caches.match(request)));
  if (kept) return kept;
  const answer = await fetch(request);
  // A picture of the guide: too much to be fetched by everybody beforehand, kept once it was seen.
  if (answer.ok && new URL(request.url).pathname.endsWith('.webp')) void cache.put(request, answer.clone()).catch(() => undefined);
  return answer;
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isOurs = event.request.method === 'GET' && origin === worker.location.origin;
  const isView = event.request.mode === 'navigate' && (pathname === PAGE || pathname.startsWith(`${PAGE}/`));
  if (isOurs && (isView || pathname.startsWith('/desk/static/'))) event.respondWith(answered(event.request));
});
