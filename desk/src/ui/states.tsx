// What stands where there is nothing yet, nothing at all, or something went wrong.
import type { ComponentChildren } from 'preact';
import type { Trouble } from '../graphql/client.ts';
import { say } from '../words/words.ts';
import { Button } from './button.tsx';

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** Lines where lines will be. */
export function Ghosts({ count = 4 }: { count?: number }) {
  return (
    <div class="stack" aria-busy="true">
      <p class="unseen" role="status">{say('common.loading')}</p>
      {Array.from({ length: count }, (_, line) => <div class="ghost ghost-line" key={line} aria-hidden="true" />)}
    </div>
  );
}

/** Why there is no answer, in plain words, and a way to try again. */
export function TroubleNotice({ trouble, again }: { trouble: Trouble; again?: (() => void) | undefined }) {
  return (
    <div class="notice notice-trouble" role="alert">
      <p class="notice-title">{say(trouble.code === 'OFFLINE' ? 'trouble.offline' : 'trouble.title')}</p>
      <p>{told(trouble)}</p>
      {trouble.code === 'UNAUTHENTICATED' && <p><a href={signInAddress()}>{say('people.signIn')}</a></p>}
      {again && <Button weight="quiet" onPress={again}>{say('trouble.again')}</Button>}
    </div>
  );
}

export function told(trouble: Trouble): string {
  if (trouble.code === 'OFFLINE') return say('trouble.offlineHelp');
  if (trouble.code.startsWith('HTTP_') || trouble.code === 'INTERNAL') return say('trouble.serverHelp');
  return trouble.message;
}

/** Sign in, and come back to where one is. */
export function signInAddress(): string {
  return `/account/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}
