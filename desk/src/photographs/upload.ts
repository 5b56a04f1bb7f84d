// One file by tus, resumed where it was broken off.
import type { DetailedError } from 'tus-js-client';
import { ownHeaders, TroubleError, turnedAway } from '../graphql/client.ts';
import { language } from '../words/words.ts';
import { GoneError, RefusedError, type Running } from './upload-ends.ts';

const ENDPOINT = '/uploads';
/** Bytes that are acknowledged at once: about twenty seconds on a village's line. */
const CHUNK = 1 << 20;

export interface Watch {
  onAddress: (address: string) => void;
  /** Bytes that have left this machine. */
  onGoing: (sent: number) => void;
  /** Bytes that the catalogue has acknowledged. */
  onKept: (sent: number) => void;
}

/** Statuses after which another try may succeed: signed out, locked, out of turn, too many, and the server's own troubles. */
const PASSING = new Set([401, 409, 423, 429, 460, 507]);

function problemOf(error: Error | DetailedError): Error {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  if (!answer) return new TroubleError({ code: 'OFFLINE', message: error.message });
  const status = answer.getStatus();
  const message = answer.getBody()?.trim() || error.message;
  if (status === 404 || status === 410) return new GoneError(message);
  if (status === 401) {
    turnedAway();
    return new TroubleError({ code: 'UNAUTHENTICATED', message });
  }
  if (status === 0) return new TroubleError({ code: 'OFFLINE', message });
  if (PASSING.has(status) || status >= 500) return new TroubleError({ code: status === 429 || status === 507 ? 'FULL' : `HTTP_${status}`, message });
  return new RefusedError(status, message);
}

/** What sends files, loaded when somebody is about to: the rest of the desk does without. */
export async function prepared(): Promise<typeof import('tus-js-client')> {
  try {
    return await import('tus-js-client');
  } catch (error) {
    throw new TroubleError({ code: 'OFFLINE', message: String(error) });
  }
}

/** Send a file; `address` is where a part of it is already. `done` throws `TroubleError`, `RefusedError` and `GoneError`. */
export function uploading(file: Blob, name: string, address: string | null, watch: Watch): Running {
  let isStopped = false;
  let stop = () => {
    isStopped = true;
  };
  const done = prepared().then(({ Upload }) => new Promise<void>((resolve, reject) => {
    if (isStopped) return resolve();
    const upload = new Upload(file, {
      // Resumed without an endpoint: a server in trouble is no reason to begin anew, only one that no longer knows the upload.
      ...(address ? { uploadUrl: new URL(address, location.href).href } : { endpoint: ENDPOINT }),
      chunkSize: CHUNK,
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: { filename: name },
      headers: { ...ownHeaders(), 'Accept-Language': language() },
      onUploadUrlAvailable: () => upload.url && watch.onAddress(new URL(upload.url, location.href).pathname),
      onProgress: (sent) => watch.onGoing(sent),
      onChunkComplete: (_, sent) => watch.onKept(sent),
      onSuccess: () => resolve(),
      onError: (error) => reject(problemOf(error)),
    });
    stop = () => void upload.abort().then(resolve, resolve);
    upload.start();
  }));
  return { done, stop: () => stop() };
}
