import { ask } from '../../editor/api.ts';

export type SimilarProps = {
  /** Of the trajectory. */
  slug: string;
  /** Address of its ideas. */
  path: string;
  /** Id of the field with the title. */
  fieldId: string;
  texts: Record<'title' | 'explain' | 'none' | 'found_one' | 'found_other' | 'supporters_one' | 'supporters_other', string>;
};

type Similar = { number: number; title: string; supportCount: number };

const WAIT_MILLISECONDS = 400;
const SHORTEST = 4;

/** Shows what others proposed before, while somebody types the title of an idea. Says how many there are; the list itself is there for who wants to read it. */
export function mount(element: HTMLElement, { slug, path, fieldId, texts }: SimilarProps): void {
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLInputElement)) return;
  const told = Object.assign(document.createElement('p'), { className: 'sr' });
  told.setAttribute('role', 'status');
  const shown = document.createElement('div');
  shown.append(...element.childNodes);
  element.append(told, shown);
  // The button that asks the same without JavaScript.
  for (const button of document.querySelectorAll<HTMLElement>('button[name=intent][value=check]')) button.hidden = true;
  let timer = 0;
  let asked = field.value.trim();
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MILLISECONDS);
  });

  function look(): void {
    const title = (field as HTMLInputElement).value.trim().slice(0, 300);
    if (title === asked) return;
    asked = title;
    if (title.length < SHORTEST) {
      show([]);
      return;
    }
    ask<Similar[]>('ideas.similar', { trajectory: slug, title }).then(
      (similar) => {
        // An answer to words that are not there any more comes too late.
        if (title === asked) show(similar);
      },
      () => {
        // Without a connection one writes on; the server looks again when the idea is sent.
        asked = '';
      },
    );
  }

  function show(similar: Similar[]): void {
    shown.replaceChildren(...(similar.length > 0 ? [list(similar)] : []));
    told.textContent = similar.length > 0 ? plural('found', similar.length) : '';
  }

  function list(similar: Similar[]): HTMLElement {
    const intro = document.createElement('p');
    intro.append(Object.assign(document.createElement('b'), { textContent: texts.title }), ` ${texts.explain}`);
    const items = document.createElement('ul');
    for (const { number, title, supportCount } of similar) {
      const link = Object.assign(document.createElement('a'), { href: `${path}/${number}`, textContent: title, target: '_blank' });
      const count = Object.assign(document.createElement('span'), { className: 'muted', textContent: plural('supporters', supportCount) });
      const item = document.createElement('li');
      item.append(link, ' ', count);
      items.append(item);
    }
    const box = Object.assign(document.createElement('div'), { className: 'similar' });
    box.append(intro, items);
    return box;
  }

  function plural(name: 'found' | 'supporters', count: number): string {
    return texts[`${name}_${count === 1 ? 'one' : 'other'}`].replace('{{count}}', String(count));
  }
}
