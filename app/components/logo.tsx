/** Two banks and the water between; the colours come from the theme. */
export function Logo() {
  return (
    <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <path d="M0 0h36v8.2c-5.6-.4-8.8 1.7-11.6 5.4-3.3 4.4-6.5 7.1-12.2 7.1C7.4 20.7 3.6 19 0 16.6z" fill="var(--lg1,var(--brand))" />
      <path d="M0 21.8c3.9 2.4 7.8 3.9 12.4 3.9 7.4 0 11.7-3.5 15.5-8.7 2.2-3 4.3-4.2 8.1-3.9V36H0z" fill="var(--lg2,var(--water))" />
    </svg>
  );
}
