import fc from 'fast-check';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import { ERASED_NAME, ERASED_STAFF_NAME } from '../../server/people/shown-name.ts';
import { AUTOMATIC_NOTE } from '../../server/plan-texts/automatic-versions.ts';
import { createPageI18n, finishPage } from './i18n.server.ts';
import { tellLanguages } from './languages-in-html.ts';

function english(part: ReactNode): string {
  return finishPage(renderToStaticMarkup(<I18nextProvider i18n={createPageI18n('en')}>{part}</I18nextProvider>), 'en');
}

/** A text of ours with a word of somebody's in it. */
function Municipality({ name }: { name: string }) {
  return useTranslation('common').t('municipality', { name });
}
function Ours() {
  return useTranslation('common').t('sign_in');
}

function Fields() {
  const { t } = useTranslation('common');
  return (
    <form>
      <input aria-label={t('municipality', { name: 'Ons dorp' })} />
      <select>
        <option>{t('municipality', { name: 'Ons dorp' })}</option>
        <option>Het plein</option>
      </select>
      <textarea defaultValue="Mijn woorden" />
      <img alt="Een boom" src="/a" />
    </form>
  );
}

describe('on an English page', () => {
  test('what people wrote is Dutch, and what we wrote is not marked', () => {
    expect(english(<p>Een bankje aan het water</p>)).toBe('<p lang="nl">Een bankje aan het water</p>');
    expect(
      english(
        <p>
          <Ours />
        </p>,
      ),
    ).toBe('<p>Sign in</p>');
  });

  test('a name in a sentence of ours is marked alone, as a piece with a direction of its own', () => {
    expect(
      english(
        <p>
          <Municipality name="Het Bochtpark" />
        </p>,
      ),
    ).toBe('<p>Municipality of <bdi lang="nl">Het Bochtpark</bdi></p>');
  });

  test('a text of ours inside something of theirs is English again', () => {
    expect(
      english(
        <a href="/x">
          Het plan{' '}
          <b>
            <Ours />
          </b>
        </a>,
      ),
    ).toBe('<a lang="nl" href="/x">Het plan <b lang="en">Sign in</b></a>');
  });

  test('one mark stands for everything below it that is theirs', () => {
    expect(
      english(
        <div>
          <h2>Het water</h2>
          <p>
            De <b>oever</b>
          </p>
        </div>,
      ),
    ).toBe('<div lang="nl"><h2>Het water</h2><p>De <b>oever</b></p></div>');
  });

  test('numbers, days and what joins a list have no language', () => {
    expect(english(<p>1, 2, and 3</p>)).toBe('<p>1, 2, and 3</p>');
    expect(
      english(
        <p>
          <time>Thursday, 3 December 2026</time>, 12
        </p>,
      ),
    ).toBe('<p><time>Thursday, 3 December 2026</time>, 12</p>');
  });

  test('a title that a loader took from the catalogue is ours', () => {
    expect(english(<h1>Sign in</h1>)).toBe('<h1>Sign in</h1>');
  });

  test('what the server says where a name or a note stands is told in English', () => {
    expect(english(<p>{ERASED_NAME}</p>)).toBe('<p>A resident</p>');
    expect(
      english(
        <p>
          <Municipality name={AUTOMATIC_NOTE} />
        </p>,
      ),
    ).toBe('<p>Municipality of Kept by itself after writing</p>');
    expect(english(<b>{ERASED_STAFF_NAME}</b>)).not.toContain('lang');
  });

  test('no element stands where only text can, and none in an attribute', () => {
    expect(english(<Fields />)).toBe(
      '<form><input aria-label="Municipality of Ons dorp"/><select><option>Municipality of Ons dorp</option><option lang="nl">Het plein</option></select>' +
        '<textarea lang="nl">Mijn woorden</textarea><img lang="nl" alt="Een boom" src="/a"/></form>',
    );
  });

  test('a language that stands there already is kept', () => {
    expect(
      english(
        <p>
          <a lang="nl" href="/">
            Nederlands
          </a>{' '}
          <span lang="en">English words</span>
        </p>,
      ),
    ).toContain('<a lang="nl" href="/">Nederlands</a>');
  });
});

test('a Dutch page is as it was', () => {
  expect(finishPage('<p>Een bankje</p>', 'nl')).toBe('<p>Een bankje</p>');
});

test('nothing of a page is lost, whatever people wrote in it, marks too', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '<', '>', '"', '&', ' ', '\uE000', '\uE001', '\uE003', '日') });
  const plain = (html: string) =>
    html
      .replace(/[\uE000-\uE003]/g, '')
      .replace(/ lang="(nl|en)"/g, '')
      .replace(/<\/?bdi>/g, '');
  fc.assert(
    fc.property(text, text, text, (one, two, three) => {
      const html = renderToStaticMarkup(
        <div title={one}>
          {two}
          <br />
          <b>{three}</b>
          <script type="application/json">{'{"a":"<b>"}'}</script>
        </div>,
      );
      expect(plain(tellLanguages(html, { locale: 'en', ours: () => null }))).toBe(plain(html));
    }),
  );
});
