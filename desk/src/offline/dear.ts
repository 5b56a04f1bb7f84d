// What the browser says of the line that this machine hangs on.
interface Line {
  saveData?: boolean;
  type?: string;
  effectiveType?: string;
}

/** Whether this line is paid for by what goes over it, or is too slow for more than what somebody waits for. */
export function isDear({ saveData, type, effectiveType }: Line = (navigator as { connection?: Line }).connection ?? {}): boolean {
  return saveData === true || type === 'cellular' || effectiveType === '2g' || effectiveType === 'slow-2g';
}
