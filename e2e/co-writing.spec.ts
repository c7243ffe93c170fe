import type { Page } from 'playwright/test';
import { expect, SLUG, test } from './fixtures.ts';

const SECTION = `/trajecten/${SLUG}/plan/2.4`;
const textOf = (page: Page) => page.getByRole('textbox', { name: /Tekst van/ });

async function write(page: Page, words: string): Promise<void> {
  await textOf(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(words, { delay: 15 });
}

/** The text as written, without the names that fly at the carets of others. */
function wordsOf(page: Page): Promise<string> {
  return textOf(page).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.cur')) caret.remove();
    return (copy.textContent ?? '').replace(/[\s\u2060]+/g, ' ');
  });
}

test('two residents write in the same text, live, and a reader without an account sees it after a reload', async ({ pageOf, page }) => {
  const [femke, henk] = [await pageOf('bewoner'), await pageOf('bewoner2')];
  for (const one of [femke, henk]) {
    await one.goto(`${SECTION}?schrijf=1`);
    await expect(textOf(one)).toContainText('Het pad loopt onder de bruggen door');
  }
  await write(femke, ' Femke was hier.');
  await expect(textOf(henk)).toContainText('Femke was hier.');
  await write(henk, ' Henk ook.');
  await expect(textOf(femke)).toContainText('Henk ook.');
  await expect(femke.getByText('Nu schrijven 2 mensen mee').first()).toBeVisible();
  await expect(femke.getByText(/Opgeslagen om/).first()).toBeVisible();
  expect(await wordsOf(femke)).toBe(await wordsOf(henk));
  await page.goto(SECTION);
  await expect(page.locator('main')).toContainText('Femke was hier.');
});

test('words typed without a connection are merged when it returns', async ({ pageOf }) => {
  const [femke, henk] = [await pageOf('bewoner'), await pageOf('bewoner2')];
  for (const one of [femke, henk]) {
    await one.goto(`/trajecten/${SLUG}/plan/4.4?schrijf=1`);
    await expect(textOf(one)).toContainText('komen er twee terug');
  }
  await femke.context().setOffline(true);
  await write(femke, ' Zonder verbinding.');
  await write(henk, ' Met verbinding.');
  await expect(femke.getByText(/Geen verbinding/).first()).toBeVisible({ timeout: 5_000 });
  await femke.context().setOffline(false);
  for (const one of [femke, henk]) {
    await expect(textOf(one)).toContainText('Zonder verbinding.', { timeout: 20_000 });
    await expect(textOf(one)).toContainText('Met verbinding.', { timeout: 20_000 });
  }
});

test('who nears the size limit of a section is told in words before, and what does not fit is not taken in', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.goto(`/trajecten/${SLUG}/plan/2.2?schrijf=1`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  const room = page.getByRole('status').filter({ hasText: /Dit onderdeel is (bijna )?vol/ });
  await expect(room).toHaveCount(0);
  const paste = (letters: number) =>
    textOf(page).evaluate((element, count) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'Een oever. '.repeat(Math.ceil(count / 11)).slice(0, count));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, letters);
  await write(page, ' ');
  await paste(165_000);
  await expect(room).toHaveText(/nog plaats voor 3\d\.\d00 tekens/);
  await expect(page.getByText(/Opgeslagen om/).first()).toBeVisible({ timeout: 20_000 });
  await paste(40_000);
  await expect(room).toHaveText(/nog plaats voor 3\d\.\d00 tekens/);
  // It was too much at once; the line is still there, and all of it can be taken back.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(room).toHaveCount(0);
  await expect(textOf(page)).not.toContainText('Een oever. Een oever.');
});

test('words of others, and quick keys, leave the caret where it was just put', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.addInitScript(() => {
    const heard: { socket: WebSocket; data: ArrayBuffer }[] = [];
    Object.assign(window, { heard });
    const open = window.WebSocket;
    window.WebSocket = class extends open {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => heard.push({ socket: this, data }));
      }
    };
  });
  await page.goto(`/trajecten/${SLUG}/plan/4.1?schrijf=1`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  await textOf(page).click();
  // In one breath, before the browser tells that the caret moved: something comes in, or a key is pressed.
  const stands = await textOf(page).evaluate((element) =>
    ['message', 'key'].map((what, index) => {
      const { editor } = element as HTMLElement & { editor: { state: { selection: { from: number } } } };
      const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      getSelection()?.collapse(words, 3 + index);
      const { heard } = window as unknown as { heard: { socket: WebSocket; data: ArrayBuffer }[] };
      const line = heard.find(({ data }) => new Uint8Array(data)[0] === 0);
      if (what === 'key') element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
      else line?.socket.onmessage?.(new MessageEvent('message', { data: line.data }));
      return editor.state.selection.from;
    }),
  );
  expect(stands).toEqual([4, 5]);
});

test('who writes in another script writes from its own side, list and all', async ({ pageOf }) => {
  const page = await pageOf('bewoner');
  await page.goto(`/trajecten/${SLUG}/plan/4.1?schrijf=1`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  await textOf(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('نريد مقاعد (2026)!');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- شجر');
  await expect(page.getByText(/Opgeslagen om/).first()).toBeVisible();
  for (const where of [`${page.url()}`, `/trajecten/${SLUG}/plan/4.1`]) {
    await page.goto(where);
    // The text that is only read goes when the editor has come.
    if (where.includes('schrijf')) await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
    const text = page.locator('.prose', { hasText: 'شجر' }).last();
    await expect(text.locator('ul').last()).toHaveCSS('direction', 'rtl');
    // Its first letter stands at the right.
    const room = await text
      .locator('p', { hasText: '2026' })
      .last()
      .evaluate((element) => {
        const first = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
        if (!first || element.getClientRects().length === 0) throw new Error('a paragraph that is not to be seen');
        const range = document.createRange();
        range.setStart(first, 0);
        range.setEnd(first, 1);
        return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
      });
    expect(Math.abs(room)).toBeLessThan(2);
  }
});

test('a fixed section offers no pen to anybody', async ({ pageOf }) => {
  for (const account of ['bewoner', 'ambtenaar', 'beheer']) {
    const page = await pageOf(account);
    await page.goto(`/trajecten/${SLUG}/plan/1.2?schrijf=1`);
    await expect(page.locator('[data-island=editor]')).toHaveCount(0);
    await expect(page.locator('main')).toContainText('Vast kader');
  }
});

test('who has no account is sent to sign in, and comes back to write', async ({ page }) => {
  await page.goto(`${SECTION}?schrijf=1`);
  await expect(page).toHaveURL(/inloggen/);
  await page.locator('input[name=email]').fill('bewoner@oever.example');
  await page.locator('input[name=password]').fill('oever-demo-2026');
  await page.locator('main button[type=submit]').first().click();
  await expect(textOf(page)).toBeVisible();
});
