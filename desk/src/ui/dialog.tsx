import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** The buttons, the one that does it last. */
  foot?: ComponentChildren;
}

/** A modal dialog: the browser's own, so that focus stays inside, Escape closes it, and focus goes back after. */
export function Dialog({ title, onClose, children, foot }: Props) {
  const frame = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    frame.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog class="dialog" ref={frame} aria-labelledby={id} onClose={onClose}>
      <div class="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
        {foot && <div class="dialog-foot">{foot}</div>}
      </div>
    </dialog>
  );
}
