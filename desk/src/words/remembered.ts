// Small choices kept on this machine. A browser that keeps nothing (private windows, a full disk) loses nothing else.
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`desk.${name}`);
  } catch {
    return null;
  }
}

/** Forget everything that was remembered of a person, by the id that its name holds. */
export function forgetRemembered(person: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith('desk.') && name.split('.').includes(person)) localStorage.removeItem(name);
    localStorage.removeItem('desk.photographs');
  } catch {
    // Nothing is remembered here at all.
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`desk.${name}`);
    else localStorage.setItem(`desk.${name}`, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
