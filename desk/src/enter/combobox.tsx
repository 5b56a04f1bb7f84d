import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Field } from '../ui/field.tsx';
import { say } from '../words/words.ts';
import { fold, useSlowly } from './form.ts';

export interface Option {
  value: string;
  label: string;
  more?: string | undefined;
}

interface Props {
  place: string;
  label: string;
  help?: string | undefined;
  problem?: string | undefined;
  /** What is chosen, in words. */
  chosen: string;
  /** What fits a typed text, best first. */
  found: (text: string) => readonly Option[];
  onText?: (text: string) => void;
  onChoose: (value: Option | null) => void;
}

/** Type a few letters, choose by arrow keys and Enter or by pressing (WAI-ARIA combobox with a list). */
export function Combobox({ place, label, help, problem, chosen, found, onText, onChoose }: Props) {
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const options = text === null ? [] : found(text);
  const isOpen = options.length > 0;
  const open = (value: string) => {
    setText(value);
    setAt(0);
    onText?.(value);
  };
  const typed = (value: string) => {
    open(value);
    if (!value.trim()) onChoose(null);
  };
  const choose = (option: Option | undefined) => {
    if (option) onChoose(option);
    setText(null);
  };
  // Who types a whole name and goes on has chosen it.
  const left = () => choose(options.length === 1 ? options[0] : options.find(({ label: one }) => fold(one) === fold(text ?? '')));
  const pressed = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) return open(text ?? '');
      setAt((at + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
    } else if (event.key === 'Home' || event.key === 'End') {
      // In an editable combobox they move within what is typed (ARIA APG), also where the system would not.
      const place = event.key === 'Home' ? 0 : event.currentTarget.value.length;
      event.preventDefault();
      if (event.shiftKey) event.currentTarget.setSelectionRange(Math.min(place, event.currentTarget.selectionStart ?? 0), Math.max(place, event.currentTarget.selectionEnd ?? 0));
      else event.currentTarget.setSelectionRange(place, place);
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      choose(options[at]);
    } else if (event.key === 'Escape' && text !== null) {
      event.preventDefault();
      // The list closes and what was chosen before stands again; a choice is never thrown away by Escape.
      setText(null);
    }
  };
  // Once the list has rested: read out with every letter it would drown what is typed.
  const count = useSlowly(text !== null && text.trim() !== '' ? options.length : null, 500);
  useEffect(() => {
    if (isOpen) document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at, isOpen]);
  return (
    <Field label={label} help={help} problem={problem}>
      {(wired) => (
        <div class="combobox" ref={box} onFocusOut={(event) => !box.current?.contains(event.relatedTarget as Node) && left()}>
          <input {...wired} class="input" data-place={place} role="combobox" autocomplete="off" aria-expanded={isOpen} aria-controls={listId}
            aria-autocomplete="list" aria-activedescendant={isOpen ? `${listId}-${at}` : undefined} value={text ?? chosen}
            onInput={(event) => typed(event.currentTarget.value)} onKeyDown={pressed} onFocus={(event) => event.currentTarget.select()} />
          <ul class="combobox-list" id={listId} role="listbox" aria-label={label} hidden={!isOpen}>
            {options.map((option, number) => (
              <li key={option.value} id={`${listId}-${number}`} role="option" aria-selected={number === at}
                onPointerDown={(event) => event.preventDefault()} onClick={() => choose(option)}>
                {option.label}{option.more && <span class="small"> · {option.more}</span>}
              </li>
            ))}
          </ul>
          {text !== null && text.trim() !== '' && !isOpen && <p class="field-help">{say('enter.nothingFits')}</p>}
          <p class="unseen" role="status">{count === null || text === null ? '' : count ? say('enter.fits', { count }) : say('enter.nothingFits')}</p>
        </div>
      )}
    </Field>
  );
}
