/**
 * Makes the places of a ranked ballot easier to give: two lists, moved with buttons or by dragging. The form keeps its own fields, so it posts the same as without
 * JavaScript.
 */
export type RankingProps = {
  /** How many places may be given. */
  most: number;
  texts: Record<'up' | 'down' | 'add' | 'remove' | 'chosen' | 'rest' | 'empty' | 'moved' | 'added' | 'removed' | 'full' | 'drag', string>;
};

type Row = { element: HTMLElement; title: string; place: HTMLSelectElement; buttons: Record<Act, HTMLButtonElement> };
type Act = 'up' | 'down' | 'add' | 'remove';

const SIGNS: Record<Act, string> = { up: '↑', down: '↓', add: '+', remove: '×' };

export function mount(element: HTMLElement, { most, texts }: RankingProps): void {
  const rows = [...element.querySelectorAll<HTMLElement>('.ballot-plan.rank')].flatMap(readRow);
  const chosen = rows.filter(({ place }) => place.value !== '0').sort((a, b) => Number(a.place.value) - Number(b.place.value));
  const heading = (text: string) => Object.assign(document.createElement('h2'), { className: 'rank-head', textContent: text });
  const order = Object.assign(document.createElement('div'), { className: 'rank-list' });
  const rest = Object.assign(document.createElement('div'), { className: 'rank-list' });
  const empty = Object.assign(document.createElement('p'), { className: 'muted rank-empty', textContent: `${texts.empty} ${texts.drag}` });
  const told = Object.assign(document.createElement('p'), { className: 'sr' });
  told.setAttribute('role', 'status');
  element.classList.add('ranking');
  element.append(heading(texts.chosen), empty, order, heading(texts.rest), rest, told);
  let dragged: Row | null = null;
  for (const row of rows) prepare(row);
  draw();

  function readRow(one: HTMLElement): Row[] {
    const place = one.querySelector<HTMLSelectElement>('select[name=place]');
    const title = one.querySelector('b')?.textContent ?? '';
    if (!place) return [];
    const bar = Object.assign(document.createElement('span'), { className: 'rank-acts' });
    const make = (act: Act) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn sec-b s', textContent: SIGNS[act] });
      button.setAttribute('aria-label', fill(texts[act], { title }));
      bar.append(button);
      return button;
    };
    const buttons = { up: make('up'), down: make('down'), add: make('add'), remove: make('remove') };
    place.hidden = true;
    one.append(bar);
    return [{ element: one, title, place, buttons }];
  }

  function prepare(row: Row): void {
    row.buttons.up.addEventListener('click', () => moveTo(row, chosen.indexOf(row) - 1));
    row.buttons.down.addEventListener('click', () => moveTo(row, chosen.indexOf(row) + 1));
    row.buttons.add.addEventListener('click', () => moveTo(row, chosen.length));
    row.buttons.remove.addEventListener('click', () => takeOut(row));
    row.element.draggable = true;
    row.element.addEventListener('dragstart', () => {
      dragged = row;
    });
    row.element.addEventListener('dragover', (event) => event.preventDefault());
    row.element.addEventListener('drop', (event) => {
      event.preventDefault();
      if (!dragged || dragged === row) return;
      if (chosen.includes(row)) moveTo(dragged, chosen.indexOf(row));
      else takeOut(dragged);
    });
  }

  function moveTo(row: Row, index: number): void {
    const before = chosen.indexOf(row);
    if (before === -1 && chosen.length >= most) {
      told.textContent = fill(texts.full, { max: most });
      return;
    }
    if (before !== -1) chosen.splice(before, 1);
    chosen.splice(Math.max(0, Math.min(index, chosen.length)), 0, row);
    draw();
    told.textContent = fill(before === -1 ? texts.added : texts.moved, { title: row.title, place: chosen.indexOf(row) + 1 });
    // The focus stays on the row, on a button that can still do something.
    (before !== -1 && index < before && chosen[0] !== row ? row.buttons.up : row.buttons.down).focus();
    if (document.activeElement === document.body) row.buttons.remove.focus();
  }

  function takeOut(row: Row): void {
    const index = chosen.indexOf(row);
    if (index === -1) return;
    chosen.splice(index, 1);
    draw();
    told.textContent = fill(texts.removed, { title: row.title });
    row.buttons.add.focus();
  }

  function draw(): void {
    for (const row of rows) {
      const index = chosen.indexOf(row);
      row.place.value = String(index + 1);
      row.element.dataset.place = index === -1 ? '' : String(index + 1);
      row.buttons.up.hidden = index < 0;
      row.buttons.down.hidden = index < 0;
      row.buttons.remove.hidden = index < 0;
      row.buttons.add.hidden = index >= 0;
      row.buttons.up.disabled = index === 0;
      row.buttons.down.disabled = index === chosen.length - 1;
    }
    order.append(...chosen.map((row) => row.element));
    rest.append(...rows.filter((row) => !chosen.includes(row)).map((row) => row.element));
    empty.hidden = chosen.length > 0;
  }
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
