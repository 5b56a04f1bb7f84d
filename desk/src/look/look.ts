// Light or dark: as the machine asks, until somebody chooses.
import { signal } from '@preact/signals';
import { remember, remembered } from '../words/remembered.ts';

export type Look = 'light' | 'dark';

const machine = matchMedia('(prefers-color-scheme: dark)');
export const look = signal<Look>('light');

function draw(): void {
  const chosen = remembered('look');
  look.value = chosen === 'light' || chosen === 'dark' ? chosen : machine.matches ? 'dark' : 'light';
  document.documentElement.dataset.look = look.value;
}

export function startLook(): void {
  machine.addEventListener('change', draw);
  draw();
}

export function setLook(chosen: Look): void {
  remember('look', chosen);
  look.value = chosen;
  document.documentElement.dataset.look = chosen;
}
