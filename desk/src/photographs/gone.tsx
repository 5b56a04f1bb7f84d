import { useEffect, useRef } from 'preact/hooks';
import { say } from '../words/words.ts';

export interface Gone {
  key: string;
  name: string;
  undo: () => void;
  /** Remove it for good, now. */
  finish: () => void;
}

const SECONDS = 10;

/** A photograph that was taken away: it can be had back while this stands, and as long as somebody is at it. */
export function GoneNotice({ gone }: { gone: Gone }) {
  const back = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const finish = useRef(gone.finish);
  finish.current = gone.finish;
  useEffect(() => {
    back.current?.focus();
    const timer = setInterval(() => {
      if (!box.current?.matches(':hover, :focus-within')) finish.current();
    }, SECONDS * 1000);
    return () => {
      clearInterval(timer);
      // Whoever goes on to another view has meant it.
      finish.current();
    };
  }, []);
  return (
    <div class="notice row" ref={box} role="status">
      <span>{say('photographs.gone', { name: gone.name })}</span>
      <button type="button" class="button button-plain" ref={back} onClick={gone.undo}>{say('photographs.undo')}</button>
      <button type="button" class="button button-plain" onClick={gone.finish}>{say('photographs.goneFinal')}</button>
    </div>
  );
}
