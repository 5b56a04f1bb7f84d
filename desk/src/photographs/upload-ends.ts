// How an upload ends other than well; apart from `upload.ts`, which is loaded once there is something to send.
import { ownHeaders } from '../graphql/client.ts';

/** A refusal that no second try mends, in the catalogue's words. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The catalogue no longer has what was sent before: it expired. */
export class GoneError extends Error {}

export interface Running {
  done: Promise<void>;
  stop: () => void;
}

/** Give up what was sent of a file, so that it takes no room; whether that succeeds is of no consequence. */
export function terminate(address: string): void {
  const headers = { ...ownHeaders(), 'Tus-Resumable': '1.0.0' };
  fetch(address, { method: 'DELETE', headers }).catch(() => undefined);
}
