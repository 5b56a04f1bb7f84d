import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Strip } from '../offline/strip.tsx';
import { say } from '../words/words.ts';

interface Props {
  title: string;
  lead?: ComponentChildren;
  /** What is most often done here. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

let isFirst = true;

/** One view with its heading: names the page, and takes the focus when one comes from another view. */
export function View({ title, lead, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const product = say('common.product');
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <main id="main" class="view">
      <Strip />
      <div class="view-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div class="row">{actions}</div>}
      </div>
      {children}
    </main>
  );
}
