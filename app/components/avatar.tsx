/** Initials: a circle for a resident, a square for the municipality. The name stands beside it, so this is decoration. */
export function Avatar({ name, staff = false, tone }: { name: string; staff?: boolean; tone?: 1 | 2 | 3 | 4 }) {
  const hue = tone ?? (staff ? 3 : ([...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4) + 1);
  return (
    <span className={`av c${hue}${staff ? ' gem' : ''}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** First letter of the first and the last word: "Ruth van der Molen" → RM. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
