/** What this browser remembers of somebody's wishes. Without storage (private windows, strict settings) it is asked again: nobody is kept from writing by it. */

export function remembers(key: string, value: string): boolean {
  try {
    return window.localStorage.getItem(key) === value;
  } catch {
    return false;
  }
}

export function rememberThat(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Then for this page only.
  }
}
