/**
 * Saves an answer while somebody writes it, and looks at the words meanwhile. The form works without this: then the button saves. When somebody else changed the
 * answer too it stops, says so, and leaves everything that was typed where it is.
 */
import { checkPlainDutch, type PlainHint } from '../../server/text/plain-dutch.ts';

export type AutosaveProps = {
  form: string;
  contributionId: string;
  /** Address of the page, to see what is saved now. */
  href: string;
  texts: Record<'on' | 'saving' | 'saved' | 'waiting' | 'offline' | 'conflict' | 'conflict_link' | 'signed_out', string>;
  hints: Record<PlainHint['kind'] | 'none', string>;
};

/** After this long without a key it is saved, and again after this long without a connection. */
const PAUSE_MS = 1500;
const RETRY_MS = 8000;

export function mount(element: HTMLElement, { form: id, contributionId, href, texts, hints }: AutosaveProps): void {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLFormElement)) return;
  const form = found;
  const status = document.createElement('p');
  status.className = 'auto small muted';
  status.setAttribute('role', 'status');
  status.textContent = texts.on;
  element.replaceChildren(status);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy: Promise<void> | null = null;
  let dirty = false;
  let stopped = false;

  form.addEventListener('input', changed);
  // Words typed before this script was there.
  if ([...form.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue)) changed();
  // What is under way is let finish first: its revision belongs in the form that is sent.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    dirty = false;
    if (!busy) return;
    event.preventDefault();
    const { submitter } = event;
    busy.finally(() => form.requestSubmit(submitter));
  });

  function changed(): void {
    showHints(form, hints);
    if (stopped) return;
    dirty = true;
    status.textContent = texts.waiting;
    plan(PAUSE_MS);
  }

  function plan(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (busy) plan(PAUSE_MS);
      else if (dirty) busy = save().finally(() => (busy = null));
    }, after);
  }

  async function save(): Promise<void> {
    dirty = false;
    status.textContent = texts.saving;
    try {
      const response = await fetch('/api/trpc/responses.draft', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ contributionId, ...readForm(form), automatic: true }),
      });
      const answer = await response.json();
      if (response.ok) saved(answer.result.data.revision);
      else refused(answer.error?.data?.oever);
    } catch (error) {
      // No connection, or an answer that is none: everything typed is still there.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      dirty = true;
      status.textContent = texts.offline;
      plan(RETRY_MS);
    }
  }

  function saved(revision: number): void {
    let input = form.querySelector<HTMLInputElement>('input[name=revision]');
    if (!input) {
      input = Object.assign(document.createElement('input'), { type: 'hidden', name: 'revision' });
      form.prepend(input);
    }
    input.value = String(revision);
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    if (!dirty) status.textContent = texts.saved.replace('{{time}}', time);
  }

  function refused(code: string | undefined): void {
    if (code === 'stale' || code === 'already_published') {
      stopped = true;
      const link = Object.assign(document.createElement('a'), { href, target: '_blank', textContent: texts.conflict_link });
      const box = document.createElement('div');
      box.className = 'err-sum';
      box.setAttribute('role', 'alert');
      box.append(Object.assign(document.createElement('p'), { textContent: texts.conflict }), link);
      element.append(box);
      status.textContent = texts.waiting;
    } else if (code === 'sign_in_first') status.textContent = texts.signed_out;
    // Half a link or too long a text: the button says what is wrong with it.
    else status.textContent = texts.waiting;
  }
}

function readForm(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  const [sectionId, from, to] = text('sectionId').split(':');
  const outcomes = [...data].flatMap(([name, value]) =>
    name.startsWith('outcomes.') && value ? [[name.slice('outcomes.'.length), value]] : [],
  );
  return {
    outcome: text('outcome') || null,
    summary: text('summary'),
    motivation: text('motivation'),
    nextStep: text('nextStep'),
    decisionTitle: text('decisionTitle'),
    decisionUrl: text('decisionUrl'),
    authorityName: text('authorityName'),
    authorityUrl: text('authorityUrl'),
    sectionId: sectionId || null,
    versions: from && to ? { from: Number(from), to: Number(to) } : null,
    outcomes: Object.fromEntries(outcomes),
    ...(data.has('correctionReason') ? { correctionReason: text('correctionReason') } : {}),
    ...(data.get('revision') ? { revision: Number(data.get('revision')) } : {}),
  };
}

function showHints(form: HTMLFormElement, texts: AutosaveProps['hints']): void {
  const list = form.querySelector('[data-hints]');
  const motivation = form.querySelector<HTMLTextAreaElement>('[name=motivation]');
  const summary = form.querySelector<HTMLTextAreaElement>('[name=summary]');
  if (!list || !motivation || !summary) return;
  const { hints } = checkPlainDutch(`${summary.value}\n${motivation.value}`);
  const lines = hints.map((hint) =>
    Object.entries(hint).reduce((line, [name, value]) => line.replace(`{{${name}}}`, String(value)), texts[hint.kind]),
  );
  const box = list.closest('details');
  if (box && lines.length > 0) box.open = true;
  list.replaceChildren(
    ...(lines.length > 0 ? lines : [texts.none]).map((line) => Object.assign(document.createElement('li'), { textContent: line })),
  );
}
