/** Counts the published ballots anew, here in the reader's browser, and says whether the outcome is the same. */
import { recountFile } from '../../server/votings/recount.ts';

export type RecountProps = {
  /** Where the file is. */
  href: string;
  /** Names in the file of who won, in the order won, as the server says. */
  winners: string[];
  /** What the options are called, by their names in the file. */
  titles: Record<string, string>;
  texts: {
    button: string;
    busy: string;
    same: string;
    differs: string;
    failed: string;
    found: string;
    nobody: string;
    file: string;
    milliseconds: string;
  };
};

export function mount(element: HTMLElement, { href, winners, titles, texts }: RecountProps): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn';
  button.textContent = texts.button;
  const outcome = document.createElement('div');
  outcome.setAttribute('role', 'status');
  outcome.className = 'recount';
  element.replaceChildren(button, outcome);
  button.addEventListener('click', async () => {
    button.disabled = true;
    outcome.replaceChildren(line(texts.busy));
    try {
      const response = await fetch(href);
      if (!response.ok) throw new Error(`the file of ballots was answered with ${response.status}`);
      const file = new Uint8Array(await response.arrayBuffer());
      const started = performance.now();
      const counted = recountFile(file);
      const time = Math.round(performance.now() - started);
      const same = counted.winners.join('\n') === winners.join('\n');
      const list = document.createElement('ol');
      for (const id of counted.winners) list.append(Object.assign(document.createElement('li'), { textContent: titles[id] ?? id }));
      outcome.replaceChildren(
        line(same ? texts.same : texts.differs, same ? 'done' : 'err'),
        line((counted.winners.length > 0 ? texts.found : texts.nobody).replace('{{ballots}}', String(counted.ballotCount))),
        list,
        line(texts.milliseconds.replace('{{time}}', String(time)), 'tiny'),
        line(`${texts.file} ${await sha256(file)}`, 'tiny'),
      );
    } catch (error) {
      outcome.replaceChildren(line(texts.failed, 'err'));
      reportError(error);
    } finally {
      button.disabled = false;
    }
  });
}

function line(text: string, className = ''): HTMLParagraphElement {
  return Object.assign(document.createElement('p'), { textContent: text, className });
}

async function sha256(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
