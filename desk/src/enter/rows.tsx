import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { say } from '../words/words.ts';

interface Props<T> {
  rows: readonly T[];
  onRows: (rows: T[]) => void;
  make: () => T;
  /** What one row is called: "Quyết định". */
  called: string;
  addLabel: string;
  place: string;
  children: (row: T, put: (change: Partial<T>) => void) => ComponentChildren;
}

/** Rows that are added, changed and removed where they stand; what was removed last can be had back. */
export function Rows<T extends { id: string }>({ rows, onRows, make, called, addLabel, place, children }: Props<T>) {
  const [gone, setGone] = useState<{ row: T; at: number } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  useEffect(() => {
    if (fresh) list.current?.querySelector<HTMLElement>(`[data-row="${fresh}"] :is(input, select, textarea)`)?.focus();
  }, [fresh]);
  const add = () => {
    const row = make();
    onRows([...rows, row]);
    setFresh(row.id);
    setGone(null);
  };
  const remove = (row: T) => {
    setGone({ row, at: rows.indexOf(row) });
    onRows(rows.filter((one) => one !== row));
  };
  const undo = () => {
    if (!gone) return;
    onRows([...rows.slice(0, gone.at), gone.row, ...rows.slice(gone.at)]);
    setFresh(gone.row.id);
    setGone(null);
  };
  return (
    <div class="stack" ref={list}>
      {rows.map((row, number) => (
        <fieldset class="entry-row" key={row.id} data-row={row.id}>
          <legend>{rows.length > 1 ? `${called} ${number + 1}` : called}</legend>
          {children(row, (change) => onRows(rows.map((one) => (one === row ? { ...one, ...change } : one))))}
          <div><Button weight="plain" label={say('enter.removeRow', { row: `${called} ${number + 1}` })} onPress={() => remove(row)}>{say('enter.remove')}</Button></div>
        </fieldset>
      ))}
      {gone && <Gone text={say('enter.removed', { row: called })} onUndo={undo} />}
      <div>
        <button type="button" class="button button-quiet" data-place={place} onClick={add}>{addLabel}</button>
      </div>
    </div>
  );
}

function Gone({ text, onUndo }: { text: string; onUndo: () => void }) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <p class="notice row" role="status">
      <span>{text}</span>
      <button type="button" class="button button-plain" ref={back} onClick={onUndo}>{say('enter.undo')}</button>
    </p>
  );
}
