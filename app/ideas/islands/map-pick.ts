export type MapPickProps = {
  /** Areas with the place of each on the map, as shares of its width and height. */
  areas: { name: string; x: number; y: number }[];
  texts: Record<'label' | 'set' | 'remove' | 'none' | 'near' | 'at' | 'removed', string>;
};

type Place = { x: number; y: number };

const STEP = 0.02;
const LARGE_STEP = 0.1;
const MOVES: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Lets somebody put a pin on the drawn map: by pressing a place, or with the arrow keys (with Shift in larger steps; Delete takes it away). Says in words where it
 * stands. The place goes along in two hidden fields.
 */
export function mount(element: HTMLElement, { areas, texts }: MapPickProps): void {
  const whole = element.querySelector<HTMLElement>('.map-pick');
  const board = element.querySelector<HTMLElement>('.map-board');
  const [fieldX, fieldY] = ['mapX', 'mapY'].map((name) => element.querySelector<HTMLInputElement>(`input[name=${name}]`));
  if (!whole || !board || !fieldX || !fieldY) return;
  const pin = Object.assign(document.createElement('span'), { className: 'map-pin' });
  const told = Object.assign(document.createElement('p'), { className: 'small map-told' });
  told.setAttribute('role', 'status');
  const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'btn sec-b s', textContent: texts.remove });
  board.tabIndex = 0;
  board.setAttribute('role', 'application');
  board.setAttribute('aria-label', texts.label);
  board.append(pin);
  whole.append(told, remove);
  whole.hidden = false;
  let place = read(fieldX, fieldY);
  draw(place ? words(place) : texts.none);

  board.addEventListener('click', (event) => {
    const { left, top, width, height } = board.getBoundingClientRect();
    put({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  });
  board.addEventListener('keydown', (event) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      take();
      return;
    }
    const move = MOVES[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      put(place ?? { x: 0.5, y: 0.5 });
    } else if (move) {
      event.preventDefault();
      const by = event.shiftKey ? LARGE_STEP : STEP;
      put(place ? { x: place.x + move[0] * by, y: place.y + move[1] * by } : { x: 0.5, y: 0.5 });
    }
  });
  remove.addEventListener('click', () => {
    take();
    board.focus();
  });

  function put({ x, y }: Place): void {
    place = { x: inside(x), y: inside(y) };
    draw(words(place));
  }

  function take(): void {
    place = null;
    draw(texts.removed);
  }

  function draw(text: string): void {
    pin.hidden = place === null;
    remove.hidden = place === null;
    if (place) {
      pin.style.left = `${place.x * 100}%`;
      pin.style.top = `${place.y * 100}%`;
    }
    (fieldX as HTMLInputElement).value = place ? String(place.x) : '';
    (fieldY as HTMLInputElement).value = place ? String(place.y) : '';
    told.textContent = text;
  }

  function words({ x, y }: Place): string {
    const distance = (area: Place) => Math.hypot((area.x - x) * 340, (area.y - y) * 600);
    const [nearest] = [...areas].sort((one, other) => distance(one) - distance(other));
    const near = nearest ? texts.near.replace('{{area}}', nearest.name) : texts.set;
    return `${near} ${texts.at.replace('{{x}}', String(Math.round(x * 100))).replace('{{y}}', String(Math.round(y * 100)))}`;
  }
}

function read(x: HTMLInputElement, y: HTMLInputElement): Place | null {
  return x.value === '' || y.value === '' ? null : { x: Number(x.value), y: Number(y.value) };
}

/** On the map, to a thousandth. */
function inside(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * 1000) / 1000;
}
