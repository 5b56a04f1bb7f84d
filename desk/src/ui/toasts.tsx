// Short news of what was done, read out politely. Problems never come as a toast: they stand at their field.
import { signal } from '@preact/signals';

const SECONDS = 6;
const shown = signal<{ id: number; text: string }[]>([]);
let last = 0;

export function toast(text: string): void {
  const id = ++last;
  shown.value = [...shown.value, { id, text }];
  setTimeout(() => (shown.value = shown.value.filter((one) => one.id !== id)), SECONDS * 1000);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map(({ id, text }) => <p class="toast" key={id}>{text}</p>)}
    </div>
  );
}
