import { describe, expect, test } from 'vitest';
import { PageCache, type Rendered } from './page-cache.ts';

function page(text: string, shareable = true): Rendered {
  return { status: 200, headers: [['content-type', 'text/html']], body: Buffer.from(text), shareable };
}

describe('shared pages', () => {
  test('a page is rendered once and kept for its seconds', async () => {
    const cache = new PageCache({ seconds: 15 });
    let rendered = 0;
    const render = async () => page(`nummer ${++rendered}`);
    expect((await cache.get('/', 0, render)).body.toString()).toBe('nummer 1');
    expect((await cache.get('/', 14_999, render)).body.toString()).toBe('nummer 1');
    expect((await cache.get('/', 15_001, render)).body.toString()).toBe('nummer 2');
  });

  test('a hundred visitors at once cost one rendering', async () => {
    const cache = new PageCache({ seconds: 15 });
    let rendered = 0;
    const render = async () => {
      rendered++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return page('zelfde');
    };
    await Promise.all(Array.from({ length: 100 }, () => cache.get('/', 0, render)));
    expect(rendered).toBe(1);
  });

  test('an answer meant for one visitor is given to nobody else', async () => {
    const cache = new PageCache({ seconds: 15 });
    let rendered = 0;
    const render = async () => page(`voor ${++rendered}`, false);
    const answers = await Promise.all([cache.get('/', 0, render), cache.get('/', 0, render)]);
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(2);
    expect((await cache.get('/', 0, render)).body.toString()).toBe('voor 3');
  });

  test('what was being rendered while something changed is not kept', async () => {
    const cache = new PageCache({ seconds: 15 });
    let release = () => {};
    const slow = cache.get('/', 0, async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return page('oud');
    });
    cache.clear();
    release();
    await slow;
    expect((await cache.get('/', 0, async () => page('nieuw'))).body.toString()).toBe('nieuw');
  });

  test('a rendering that fails is tried again by the next visitor', async () => {
    const cache = new PageCache({ seconds: 15 });
    await expect(cache.get('/', 0, () => Promise.reject(new Error('stuk')))).rejects.toThrow('stuk');
    expect((await cache.get('/', 0, async () => page('heel'))).body.toString()).toBe('heel');
  });

  test('thousands of addresses do not fill the memory', async () => {
    const cache = new PageCache({ seconds: 15 });
    let rendered = 0;
    const render = async () => page(`${++rendered}`);
    for (let i = 0; i < 1100; i++) await cache.get(`/ideeen?q=${i}`, 0, render);
    await cache.get('/ideeen?q=0', 0, render);
    expect(rendered).toBe(1101);
    await cache.get('/ideeen?q=1099', 0, render);
    expect(rendered).toBe(1101);
  });
});
