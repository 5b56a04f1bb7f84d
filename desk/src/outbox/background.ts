// Whatever view is open, what lies on this machine is sent. What sends is loaded only where there is something to send: this
// looks into the store by itself, without anything that the store needs.
import { STORE_NAME } from './name.ts';

/** Send what this person has here, now and whenever another window puts something here. */
export async function sendWhatIsKept(person: string): Promise<void> {
  if (await isAnythingKept(person)) return start(person);
  listen(person);
}

async function start(person: string): Promise<void> {
  try {
    const [works, photographs] = await Promise.all([import('./sender.ts'), import('../photographs/sending.ts')]);
    await Promise.all([works.startSending(person), photographs.startPhotographs(person)]);
  } catch {
    // Without a network what sends may not come either: it is asked for again when there is one.
    addEventListener('online', () => void start(person), { once: true });
  }
}

function listen(person: string): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channels = ['desk-works', 'desk-photographs'].map((name) => new BroadcastChannel(name));
  const heard = () => {
    for (const channel of channels) channel.close();
    void start(person);
  };
  for (const channel of channels) channel.addEventListener('message', heard, { once: true });
}

function isAnythingKept(person: string): Promise<boolean> {
  return new Promise((told) => {
    let asked: IDBOpenDBRequest;
    try {
      asked = indexedDB.open(STORE_NAME);
    } catch {
      return told(false);
    }
    // There is none yet, and none is made by looking.
    asked.onupgradeneeded = () => asked.transaction?.abort();
    asked.onerror = (event) => {
      event.preventDefault();
      told(false);
    };
    asked.onsuccess = () => {
      const store = asked.result;
      const names = [...store.objectStoreNames].filter((name) => name === 'works' || name === 'photographs');
      const answer = (isThere: boolean) => {
        store.close();
        told(isThere);
      };
      if (!names.length) return answer(false);
      const turn = store.transaction(names);
      const counts = names.map((name) => turn.objectStore(name).index('person').count(person));
      turn.oncomplete = () => answer(counts.some(({ result }) => result > 0));
      turn.onabort = () => answer(false);
    };
  });
}
