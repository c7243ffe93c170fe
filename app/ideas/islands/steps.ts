export type StepsProps = {
  texts: { next: string; back: string; missing: Record<string, string> };
};

/**
 * Shows the steps of a form one at a time. They stay parts of that one form, so nothing typed is lost, and it is sent as it is without JavaScript. The browser's own
 * back button goes a step back.
 */
export function mount(element: HTMLElement, { texts }: StepsProps): void {
  const steps = [...element.querySelectorAll<HTMLElement>('.idea-step')];
  const form = element.closest('form');
  if (!form || steps.length < 2) return;
  const bar = Object.assign(document.createElement('div'), { className: 'steps-bar' });
  bar.setAttribute('aria-hidden', 'true');
  bar.append(...steps.map(() => document.createElement('span')));
  element.prepend(bar);
  element.classList.add('one-at-a-time');
  let current = 0;
  for (const [index, step] of steps.entries()) step.append(buttons(index));
  form.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || target.type === 'submit' || current === steps.length - 1) return;
    // Enter sends a form; here it goes on.
    event.preventDefault();
    if (target.type === 'text') next();
  });
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLElement) forgive(target);
  });
  form.addEventListener('click', ({ target }) => {
    const id = target instanceof HTMLAnchorElement && target.closest('.err-sum') ? target.hash.slice(1) : '';
    const step = steps.findIndex((one) => id !== '' && one.querySelector(`#${CSS.escape(id)}`));
    if (step >= 0) show(step);
  });
  addEventListener('popstate', ({ state }) => {
    const step = (state as { step?: number } | null)?.step ?? 0;
    if (step !== current && step < steps.length) {
      show(step);
      focusHeading();
    }
  });
  // What was refused is where one goes on; an error summary above has the focus then.
  show(
    Math.max(
      0,
      steps.findIndex((step) => step.querySelector('[aria-invalid=true], .has-err')),
    ),
  );
  // Steps after this one have a place of their own in the browser's history.
  let first = current;
  history.replaceState({ ...history.state, step: current }, '');

  function buttons(index: number): HTMLElement {
    const row = Object.assign(document.createElement('div'), { className: 'btns step-btns' });
    const make = (textContent: string, className: string, act: () => void) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent });
      button.addEventListener('click', act);
      row.append(button);
    };
    if (index < steps.length - 1) make(texts.next, 'btn', next);
    if (index > 0) make(texts.back, 'btn ghost', back);
    return row;
  }

  function next(): void {
    const empty = [...(steps[current]?.querySelectorAll<HTMLInputElement>('[aria-required=true]') ?? [])].find(
      (field) => field.value.trim() === '',
    );
    if (empty) {
      complain(empty);
      return;
    }
    show(current + 1);
    history.pushState({ ...history.state, step: current }, '');
    focusHeading();
  }

  function back(): void {
    if (current > first) {
      history.back();
      return;
    }
    show(current - 1);
    first = current;
    history.replaceState({ ...history.state, step: current }, '');
    focusHeading();
  }

  function show(index: number): void {
    current = Math.max(0, Math.min(index, steps.length - 1));
    for (const [number, step] of steps.entries()) step.hidden = number !== current;
    for (const [number, part] of [...bar.children].entries()) part.classList.toggle('on', number <= current);
  }

  function focusHeading(): void {
    const heading = steps[current]?.querySelector<HTMLElement>('h2');
    heading?.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'start' });
  }

  function complain(field: HTMLInputElement): void {
    const id = `${field.id}-leeg`;
    if (!document.getElementById(id)) {
      const fault = Object.assign(document.createElement('p'), { className: 'err', id, textContent: texts.missing[field.name] ?? '' });
      field.before(fault);
      field.closest('.field')?.classList.add('has-err');
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
    }
    field.focus();
  }

  function forgive(field: HTMLElement): void {
    const fault = document.getElementById(`${field.id}-leeg`);
    if (!fault) return;
    fault.remove();
    field.closest('.field')?.classList.remove('has-err');
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', (field.getAttribute('aria-describedby') ?? '').replace(` ${field.id}-leeg`, ''));
  }
}
