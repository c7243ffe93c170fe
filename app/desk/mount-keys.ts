/**
 * Keys for the queue: J and K (or the arrows) walk over the contributions, X chooses one, P takes it on; Enter opens, as on any link. They work only while the focus is
 * in the list, so that they stand in nobody's way (WCAG 2.1.4).
 */
export function mount(element: HTMLElement, { list }: { list: string }): void {
  const table = document.getElementById(list);
  const help = element.querySelector('details');
  if (!table || !help) return;
  help.hidden = false;
  table.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.closest<HTMLElement>('[data-row]');
    if (!row) return;
    const act = ACTS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act(row, [...table.querySelectorAll<HTMLElement>('[data-row]')]);
  });
}

type KeyAct = (row: HTMLElement, rows: HTMLElement[]) => void;

function walk(step: number): KeyAct {
  return (row, rows) => rows[rows.indexOf(row) + step]?.querySelector<HTMLElement>('a')?.focus();
}

const ACTS: Record<string, KeyAct> = {
  j: walk(1),
  arrowdown: walk(1),
  k: walk(-1),
  arrowup: walk(-1),
  x: (row) => row.querySelector<HTMLInputElement>('input[type=checkbox]')?.click(),
  p: (row) => row.querySelector<HTMLButtonElement>('form button')?.click(),
};
