import type { Page } from 'playwright/test';
import { expect, expectAccessible, SLUG, test } from './fixtures.ts';

const section = (number: string) => `/trajecten/${SLUG}/plan/${number}`;
const textOf = (page: Page) => page.getByRole('textbox', { name: /Tekst van/ });
const tools = (page: Page) => page.getByRole('toolbar', { name: 'Opmaak' });
const margin = (page: Page) => page.locator('#op-woorden');

async function open(page: Page, number: string): Promise<void> {
  await page.goto(`${section(number)}?schrijf=1`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  const understood = page.getByRole('button', { name: 'Begrepen' });
  if (await understood.isVisible()) await understood.click();
}

/** Puts the selection on words of the text, as dragging over them would. */
async function choose(page: Page, words: string): Promise<void> {
  await textOf(page).click();
  await page.evaluate((wanted) => {
    const text = document.querySelector('.ProseMirror') as HTMLElement;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement?.closest('.cur')) nodes.push(walker.currentNode as Text);
    const whole = nodes.map((node) => node.data).join('');
    const place = (index: number, end: boolean): [Text, number] => {
      let before = 0;
      for (const node of nodes) {
        if (end ? index <= before + node.length : index < before + node.length) return [node, index - before];
        before += node.length;
      }
      throw new Error(`not in the text: ${wanted}`);
    };
    const from = whole.indexOf(wanted);
    if (from < 0) throw new Error(`not in the text: ${wanted}`);
    const selection = window.getSelection() as Selection;
    const [start, startAt] = place(from, false);
    const [end, endAt] = place(from + wanted.length, true);
    selection.setBaseAndExtent(start, startAt, end, endAt);
  }, words);
  // ProseMirror hears of it in a later task.
  await expect.poll(() => page.evaluate(() => String(window.getSelection()))).toBe(words);
  await page.waitForTimeout(60);
}

/** From chosen words to a cursor before them. */
async function toStart(page: Page): Promise<void> {
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => window.getSelection()?.isCollapsed)).toBe(true);
  await page.waitForTimeout(200);
}

async function react(page: Page, words: string, body: string): Promise<void> {
  await choose(page, words);
  await tools(page).getByRole('button', { name: 'Reageer op de gekozen woorden' }).click();
  await page.getByLabel('Uw reactie').first().fill(body);
  await page.getByRole('button', { name: 'Plaats reactie' }).first().click();
  await expect(margin(page)).toContainText(body);
}

/** The words marked for the comment with this number, put together. */
function marked(page: Page, scope: string, number: number): Promise<string> {
  return page.evaluate(
    ([where, wanted]) => {
      const marks = [...document.querySelectorAll<HTMLElement>(`${where} [data-passage]`)];
      const id = marks.find((mark) => mark.dataset.number === wanted)?.dataset.passage;
      return marks
        .filter((mark) => mark.dataset.passage === id)
        .map((mark) => mark.textContent)
        .join('')
        .replace(/[\u2060\uFEFF]/g, '');
    },
    [scope, String(number)] as const,
  );
}

test('two write while a third comments on words; the words keep their comment when the paragraph is split, and say so when they are gone', async ({
  pageOf,
  page: reader,
}) => {
  const [femke, henk, noor] = [await pageOf('bewoner'), await pageOf('bewoner2'), await pageOf('ambtenaar')];
  for (const one of [femke, henk, noor]) await open(one, '5.3');
  await expect(femke.getByText('Nu schrijven 3 mensen mee').first()).toBeVisible();
  await textOf(femke).click();
  await femke.keyboard.press('ControlOrMeta+End');
  await femke.keyboard.type(' Bij mooi weer mag er een terras bij staan.', { delay: 10 });
  await expect(textOf(noor)).toContainText('mag er een terras bij staan.');
  await react(noor, 'mag er een terras bij', 'Hoe groot mag dat terras zijn?');
  await expect.poll(() => marked(noor, '.ProseMirror', 2)).toBe('mag er een terras bij');

  // Henk splits the paragraph in the middle of the words, while Femke goes on.
  await choose(henk, 'een terras bij');
  await toStart(henk);
  await henk.keyboard.press('Enter');
  await textOf(femke).click();
  await femke.keyboard.press('ControlOrMeta+Home');
  await femke.keyboard.type('Goed om te weten. ', { delay: 10 });
  await expect(femke.locator('#reacties-kop')).toHaveText('2 reacties', { timeout: 20_000 });
  for (const one of [femke, henk, noor])
    await expect.poll(() => marked(one, '.ProseMirror', 2), { timeout: 20_000 }).toBe('mag er een terras bij');
  await reader.goto(section('5.3'));
  await expect(reader.locator('mark')).toHaveText(['één kiosk zonder muziek', 'mag er ', 'een terras bij']);
  await expect(margin(reader)).toContainText('Hoe groot mag dat terras zijn?');

  // The words go; the comment stays, with its quote.
  await choose(henk, 'een terras bij staan.');
  await henk.keyboard.press('Delete');
  await choose(henk, 'Bij mooi weer mag er ');
  await henk.keyboard.press('Delete');
  await expect(margin(noor)).toContainText('Deze woorden staan er niet meer:');
  await expect(margin(noor)).toContainText('mag er een terras bij');
  await expect(henk.getByText(/Opgeslagen om/).first()).toBeVisible();
  // The pages that all readers share are made anew a few times a second.
  await expect(async () => {
    await reader.goto(section('5.3'));
    await expect(reader.locator('mark')).toHaveText(['één kiosk zonder muziek'], { timeout: 500 });
  }).toPass({ timeout: 5_000 });
  await expect(margin(reader)).toContainText('Deze woorden staan er niet meer:');

  // Noor is satisfied and closes what she said.
  const card = margin(noor).locator('.mc', { hasText: 'Hoe groot mag dat terras zijn?' });
  await card.getByRole('button', { name: /Sluit dit gesprek/ }).click();
  await expect(margin(noor)).toContainText('1 afgesloten gesprek');
  await reader.goto(section('5.3'));
  await expect(margin(reader)).toContainText('1 afgesloten gesprek');
});

test('undo takes back what one wrote oneself and nothing of others', async ({ pageOf }) => {
  const [femke, henk] = [await pageOf('bewoner'), await pageOf('bewoner2')];
  for (const one of [femke, henk]) await open(one, '4.3');
  await textOf(femke).click();
  await femke.keyboard.press('ControlOrMeta+End');
  await femke.keyboard.type(' Van Femke.', { delay: 10 });
  await expect(textOf(henk)).toContainText('Van Femke.');
  await textOf(henk).click();
  await henk.keyboard.press('ControlOrMeta+End');
  await henk.keyboard.type(' Van Henk.', { delay: 10 });
  await expect(textOf(femke)).toContainText('Van Femke. Van Henk.');
  await tools(femke).getByRole('button', { name: 'Ongedaan maken' }).click();
  for (const one of [femke, henk]) {
    await expect(textOf(one)).not.toContainText('Van Femke.');
    await expect(textOf(one)).toContainText('Van Henk.');
  }
  // Nothing of her own is left to take back.
  await femke.keyboard.press('ControlOrMeta+z');
  await femke.keyboard.press('ControlOrMeta+z');
  await expect(textOf(femke)).toContainText('Van Henk.');
  await henk.keyboard.press('ControlOrMeta+z');
  await expect(textOf(femke)).not.toContainText('Van Henk.');
});

test('with the keyboard alone: choose words, comment as a question, answer, and leave the text with Tab', async ({ pageOf }) => {
  const page = await pageOf('bewoner2');
  await open(page, '4.3');
  await textOf(page).focus();
  // At the pace of a person: the editor hears of each move a little later.
  for (const key of ['ControlOrMeta+Home', 'Shift+ControlOrMeta+ArrowRight', 'Shift+ControlOrMeta+ArrowRight']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
  await page.keyboard.press('Alt+F10');
  await expect(tools(page).getByRole('button', { name: 'Vet' })).toBeFocused();
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  await expect(tools(page).getByRole('button', { name: 'Reageer op de gekozen woorden' })).toBeFocused();
  await page.keyboard.press('Enter');
  const body = page.getByLabel('Uw reactie').first();
  await expect(body).toBeFocused();
  await page.keyboard.type('Welke luwte bedoelt u?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Wie leest dit?').first()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const card = margin(page).locator('.mc', { hasText: 'Welke luwte bedoelt u?' });
  await expect(card).toContainText('Antwoord uiterlijk');
  await expect(card.locator('blockquote')).toHaveText('In de');
  await expect(textOf(page)).toBeFocused();
  // Tab goes on, Shift+Tab back: the text holds nobody.
  await page.keyboard.press('Tab');
  await expect(textOf(page)).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(textOf(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(textOf(page)).not.toBeFocused();

  const official = await pageOf('ambtenaar');
  await open(official, '4.3');
  const asked = margin(official).locator('.mc', { hasText: 'Welke luwte bedoelt u?' });
  // A question that waits for an answer cannot be put away.
  await expect(asked.getByRole('button', { name: /Sluit dit gesprek/ })).toHaveCount(0);
  await asked.getByRole('button', { name: /Antwoord/ }).click();
  await asked.getByLabel('Uw antwoord').fill('Achter het gemaal, uit de wind.');
  await asked.getByRole('button', { name: 'Plaats antwoord' }).click();
  await expect(asked).toContainText('Achter het gemaal, uit de wind.');
  await expect(card).toContainText('Achter het gemaal, uit de wind.', { timeout: 20_000 });

  // What only the municipality may read stands in nobody's margin.
  await choose(page, 'In de');
  await tools(page).getByRole('button', { name: 'Reageer op de gekozen woorden' }).click();
  await body.fill('Ik woon daar zelf en wil dat niet zeggen.');
  await page.getByLabel('Wie leest dit?').first().selectOption({ label: 'Alleen de gemeente, met antwoord aan u' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Plaats reactie' }).first().click();
  await expect(page.getByText('Uw bericht is bij de gemeente.')).toBeVisible();
  await expect(margin(page)).not.toContainText('Ik woon daar zelf');
  await page.getByRole('link', { name: 'Bekijk uw bericht' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ik woon daar zelf en wil dat niet zeggen.');
  await expect(page.getByRole('main')).toContainText('Over 4.3 Zwemmen: In de');
  await official.reload();
  await expect(margin(official)).toContainText('Achter het gemaal, uit de wind.');
  await expect(margin(official)).not.toContainText('Ik woon daar zelf');
});

/** Selects words of the text that is read, as dragging over them with the mouse does. */
async function drag(page: Page, words: string): Promise<void> {
  const ends = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('.with-words') as HTMLElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const from = node.data.indexOf(wanted);
      if (from < 0) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + wanted.length);
      const rects = [...range.getClientRects()];
      const [first, last] = [rects[0] as DOMRect, rects.at(-1) as DOMRect];
      return { x: first.left + 1, y: first.top + first.height / 2, toX: last.right - 1, toY: last.top + last.height / 2 };
    }
    throw new Error(`not in the text: ${wanted}`);
  }, words);
  await page.mouse.move(ends.x, ends.y);
  await page.mouse.down();
  await page.mouse.move(ends.toX, ends.toY, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => String(window.getSelection()))).toBe(words);
}

test('who reads selects words with the mouse and reacts to them; Tab goes to the button, Escape puts it away', async ({ page }) => {
  await page.goto(section('4.1'));
  const button = page.getByRole('link', { name: 'Reageer op deze woorden' });
  const scripts = () =>
    page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('words-button')).length);
  expect(await scripts()).toBe(0);
  const words = ((await page.locator('#alinea-1').innerText()).match(/\S+ \S+ \S+/g) ?? [])[1] ?? '';
  await drag(page, words);
  await expect(button).toBeVisible();
  expect(await scripts()).toBe(1);
  // It took neither the focus nor the selection, and tells once that it is there.
  expect(await page.evaluate(() => [document.activeElement?.tagName, String(window.getSelection())])).toEqual(['BODY', words]);
  await expect(page.getByRole('status').filter({ hasText: 'U kunt op de gekozen woorden reageren.' })).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(button).toHaveCount(0);
  await page.locator('h1').click();
  await drag(page, words);
  await expect(button).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(button).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  // By the sign-in page, and back to the form with the words.
  await page.locator('input[name=email]').fill('bewoner@oever.example');
  await page.locator('input[name=password]').fill('oever-demo-2026');
  await page.locator('main button[type=submit]').first().click();
  const form = page.locator('#bij-alinea');
  await expect(form).toContainText('Reageren op deze woorden');
  await expect(form.getByLabel(/Over welke woorden/)).toHaveValue(words);
  await form.getByLabel(/Uw reactie/).fill('Mooi gezegd.');
  await form.getByRole('button', { name: 'Plaats reactie' }).click();
  await expect(page.locator('mark')).toHaveText([words]);
  // A click in the text: nothing is selected any more.
  await drag(page, words);
  await expect(button).toBeVisible();
  await page.locator('h1').click();
  await expect(button).toHaveCount(0);
});

test('on a phone words that are selected by touch have the same button; words of two paragraphs go along', async ({
  browser,
  baseURL,
  pageOf,
}) => {
  const signedIn = await (await pageOf('bewoner2')).context().storageState();
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    storageState: signedIn,
  });
  const page = await context.newPage();
  await page.goto(section('2.3'));
  // What the handles of a phone leave behind: a selection, and no mouse.
  const words = await page.evaluate(() => {
    const [first, second] = [...document.querySelectorAll('.with-words .blk')].map((block) => block.firstChild as Text);
    if (!first || !second) throw new Error('two paragraphs are needed');
    const from = first.data.lastIndexOf(' ') + 1;
    window.getSelection()?.setBaseAndExtent(first, from, second, second.data.indexOf(' '));
    return [first.data.slice(from), second.data.slice(0, second.data.indexOf(' '))];
  });
  const button = page.getByRole('link', { name: 'Reageer op deze woorden' });
  await expect(button).toBeVisible();
  const box = await button.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  await button.tap();
  await expect(page.getByLabel(/Over welke woorden/)).toHaveValue(words.join('\n'));
  await page.getByLabel('Uw reactie').first().fill('Dit hoort bij elkaar.');
  await page.locator('#bij-alinea').getByRole('button', { name: 'Plaats reactie' }).tap();
  await expect(page.locator('mark')).toHaveText(words);
  await context.close();
});

test('without JavaScript a paragraph has a form, which keeps what was typed when the words are not in the text', async ({ pageOf }) => {
  const page = await pageOf('bewoner', { javaScriptEnabled: false });
  await page.goto(section('5.2'));
  await page.getByRole('link', { name: 'Reageer op alinea 1' }).click();
  await expect(page).toHaveURL(/reactie=1#bij-alinea/);
  const form = page.locator('#bij-alinea');
  const first = (await page.locator('#alinea-1').innerText()).split(/[,.]/)[0]?.trim() ?? '';
  await form.getByLabel(/Over welke woorden/).fill('Dit staat er helemaal niet');
  await form.getByLabel(/Uw reactie/).fill('Dit is een goed begin.');
  await form.getByRole('button', { name: /Plaats|Verstuur|Reageer/ }).click();
  await expect(form).toContainText('Deze woorden staan niet in de tekst.');
  await expect(form.getByLabel(/Uw reactie/)).toHaveValue('Dit is een goed begin.');
  await expect(form.getByLabel(/Over welke woorden/)).toHaveValue('Dit staat er helemaal niet');
  await form.getByLabel(/Over welke woorden/).fill(first);
  await form.getByRole('button', { name: /Plaats|Verstuur|Reageer/ }).click();
  await expect(page.locator('mark')).toHaveText([first]);
  await expect(margin(page)).toContainText('Dit is een goed begin.');
  await margin(page)
    .getByRole('button', { name: /Sluit dit gesprek/ })
    .click();
  await expect(page.locator('mark')).toHaveCount(0);
  await page.getByText('1 afgesloten gesprek').click();
  await margin(page)
    .getByRole('button', { name: /Open dit gesprek weer/ })
    .click();
  await expect(page.locator('mark')).toHaveText([first]);
});

test('on a phone of 360 pixels, by touch, with a keyboard that composes words', async ({ browser, baseURL, pageOf }) => {
  const other = await pageOf('bewoner');
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    storageState: await other.context().storageState(),
    locale: 'nl-NL',
  });
  const page = await context.newPage();
  const henk = await pageOf('bewoner2');
  await page.goto(`${section('5.1')}?schrijf=1`);
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  const understood = page.getByRole('button', { name: 'Begrepen' });
  await understood.tap();
  await page.reload();
  await expect(textOf(page)).toHaveAttribute('aria-readonly', 'false');
  // It does not nag.
  await expect(understood).toHaveCount(0);
  await open(henk, '5.1');

  await textOf(page).tap();
  const line = await page.context().newCDPSession(page);
  await page.keyboard.press('ControlOrMeta+End');
  // What an input method does: a word that grows and changes before it is there, while somebody else writes.
  await line.send('Input.imeSetComposition', { text: ' mor', selectionStart: 4, selectionEnd: 4 });
  await textOf(henk).click();
  await henk.keyboard.press('ControlOrMeta+Home');
  await henk.keyboard.type('Let op. ', { delay: 20 });
  await line.send('Input.imeSetComposition', { text: ' morgen', selectionStart: 7, selectionEnd: 7 });
  await line.send('Input.insertText', { text: ' morgen' });
  await expect(textOf(page)).toContainText('Let op.');
  await expect(textOf(page)).toContainText(/ morgen$/);
  await expect(textOf(henk)).toContainText(/ morgen/);
  expect(await textOf(henk).innerText()).not.toContain('mor morgen');

  // The buttons are large enough for a finger, and the page does not run off the screen.
  for (const button of await tools(page).getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // At the end of the text the bar stays in sight, and the caret is under it, not behind it.
  const [bar, caret] = await page.evaluate(() => {
    const range = window.getSelection()?.getRangeAt(0);
    const box = range?.getBoundingClientRect();
    return [document.querySelector('.ed-bar')?.getBoundingClientRect().bottom ?? 0, box?.top ?? 0];
  });
  expect(caret).toBeGreaterThanOrEqual(bar);
  await choose(page, 'morgen');
  await tools(page).getByRole('button', { name: 'Reageer op de gekozen woorden' }).tap();
  await page.getByLabel('Uw reactie').first().fill('Waarom dan pas?');
  await page.getByRole('button', { name: 'Plaats reactie' }).first().tap();
  await expect(margin(page)).toContainText('Waarom dan pas?');
  await expectAccessible(page);
  await context.close();
});

test('a screen reader hears seldom and politely who wrote where, and can put that off', async ({ pageOf }) => {
  const [femke, henk] = [await pageOf('bewoner'), await pageOf('bewoner2')];
  for (const one of [femke, henk]) await open(one, '3.2');
  const told = femke.getByRole('status').filter({ hasText: /schreef in/ });
  await choose(henk, 'De gemeente betaalt');
  await toStart(henk);
  await henk.keyboard.type('Ja. ', { delay: 30 });
  await expect(told).toHaveText(/^\S.* schreef in alinea 2\.$/, { timeout: 15_000 });
  await femke.getByRole('switch', { name: /meld wat anderen schrijven/ }).uncheck();
  await expect(told).toHaveCount(0);
  await femke.reload();
  await expect(femke.getByRole('switch', { name: /meld wat anderen schrijven/ })).not.toBeChecked();
});

test('who reads sees how many people are writing, in the table of contents and at the section', async ({ pageOf, page }) => {
  const henk = await pageOf('bewoner2');
  await open(henk, '4.2');
  await textOf(henk).click();
  await henk.keyboard.press('ControlOrMeta+End');
  await henk.keyboard.type(' Nog iets.', { delay: 10 });
  await expect(henk.getByText(/Opgeslagen om/).first()).toBeVisible();
  await expect(async () => {
    await page.goto(section('4.2'));
    await expect(page.locator('.stat').first()).toContainText('Nu schrijft 1 persoon mee', { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(page.locator('.toc a[aria-current]')).toContainText('Nu schrijft 1 persoon mee');
  await expectAccessible(page);
});
