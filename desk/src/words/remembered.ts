// Small choices kept on this machine. A browser that keeps nothing (private windows, a full disk) loses nothing else.
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`desk.${name}`);
  } catch {
    return null;
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
