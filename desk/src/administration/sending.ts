// A table on its way: one file within a GraphQL request (multipart), told how far it has come.
import { TroubleError, type Document } from '../graphql/client.ts';
import { noteReached } from '../offline/connection.ts';
import { language } from '../words/words.ts';
import { troubleIn, type Answer } from './answered.ts';

/** Send a file with a mutation that takes it as `file`. `onSent` hears the share that has gone, 0 to 1. Throws `TroubleError`. */
export function sendFile<T, V extends { file: unknown }>(document: Document<T, V>, variables: Omit<V, 'file'>, file: File, onSent: (share: number) => void): Promise<T> {
  const form = new FormData();
  form.set('operations', JSON.stringify({ query: String(document), variables: { ...variables, file: null } }));
  form.set('map', JSON.stringify({ file: ['variables.file'] }));
  form.set('file', file);
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/graphql');
    request.setRequestHeader('GraphQL-Require-Preflight', '1');
    request.setRequestHeader('Accept-Language', language());
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 0);
    request.onerror = () => {
      noteReached(false);
      fail(new TroubleError({ code: 'OFFLINE', message: '' }));
    };
    request.onload = () => {
      noteReached(true);
      const answer = request.response as Answer<T> | null;
      const trouble = troubleIn(answer, request.status);
      if (trouble) fail(new TroubleError(trouble));
      else done(answer?.data as T);
    };
    request.send(form);
  });
}
