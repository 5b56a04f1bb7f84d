import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { say } from '../words/words.ts';

export interface Shown {
  kind: 'link' | 'token';
  name: string;
  text: string;
  /** For how long a link holds. */
  hours?: number;
}

/** Something that is seen once: said so, copied by one press, and away only when whoever made it says so. */
export function Secret({ shown, onKept }: { shown: Shown; onKept: () => void }) {
  const box = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), [shown.text]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(shown.text);
      toast(say('administration.copied'));
    } catch {
      toast(say('administration.copyBy'));
    }
  };
  const isLink = shown.kind === 'link';
  return (
    <section class="secret" ref={box} tabIndex={-1} aria-labelledby="secret-title">
      <h2 id="secret-title">{say(isLink ? 'administration.onceLink' : 'administration.onceToken')}</h2>
      <p>{isLink ? say('administration.onceLinkFor', { name: shown.name, hours: shown.hours ?? 72 }) : say('administration.onceTokenFor', { name: shown.name })}</p>
      <input class="input mono" ref={field} readOnly value={shown.text} aria-label={say(isLink ? 'administration.secretLink' : 'administration.secretToken')} onFocus={(event) => event.currentTarget.select()} />
      <div class="row">
        <Button onPress={() => void copy()}>{say('administration.copy')}</Button>
        <Button weight="quiet" onPress={onKept}>{say('administration.keptIt')}</Button>
      </div>
    </section>
  );
}

/** A link as it is handed over: whole, also where the catalogue knows no public address of its own. */
export function wholeLink(link: string): string {
  return new URL(link, location.href).href;
}
