import type { ComponentChildren } from 'preact';

export type Weight = 'main' | 'quiet' | 'plain' | 'red';

interface Props {
  children: ComponentChildren;
  weight?: Weight;
  /** While it works: it keeps its place and its focus, says so, and does nothing more. */
  isBusy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  label?: string;
  describedBy?: string;
  onPress?: () => void;
}

export function weightClass(weight: Weight): string {
  return weight === 'main' ? 'button' : `button button-${weight}`;
}

export function Button({ children, weight = 'main', isBusy, disabled, type = 'button', label, describedBy, onPress }: Props) {
  return (
    <button
      class={weightClass(weight)}
      type={type}
      disabled={disabled}
      aria-disabled={isBusy ? 'true' : undefined}
      aria-busy={isBusy ? 'true' : undefined}
      aria-label={label}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere, it changes nothing. */
export function ButtonLink({ href, children, weight = 'main' }: { href: string; children: ComponentChildren; weight?: Weight }) {
  return (
    <a class={weightClass(weight)} href={href}>
      {children}
    </a>
  );
}
