import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Wired {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

interface Props {
  label: ComponentChildren;
  /** What the field is for, in the law's terms. */
  help?: ComponentChildren;
  /** What has to be put right, and how. */
  problem?: string | undefined;
  /** What is odd, and yet may be so. */
  warning?: string | undefined;
  /** The control, wired to its label, help and problem. */
  children: (wired: Wired) => ComponentChildren;
}

/** A labelled control; help and problem are read out with it. */
export function Field({ label, help, problem, warning, children }: Props) {
  const id = useId();
  const parts = [help && `${id}-help`, problem && `${id}-problem`, warning && `${id}-warning`].filter(Boolean);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && <p class="field-help" id={`${id}-help`}>{help}</p>}
      {children({
        id,
        'aria-describedby': parts.length ? parts.join(' ') : undefined,
        'aria-invalid': problem ? 'true' : undefined,
      })}
      {problem && <p class="field-problem" id={`${id}-problem`}>{problem}</p>}
      {warning && <p class="field-problem field-warning" id={`${id}-warning`}>{warning}</p>}
    </div>
  );
}
