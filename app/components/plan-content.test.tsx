import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { documentJson, planTextSchema } from '../../server/plan-texts/schema.ts';
import { HOSTILE_TEXTS, HOSTILE_URLS } from '../../server/plan-texts/testing/hostile.ts';
import { PlanContent } from './plan-content.tsx';

const html = (content: unknown) => renderToStaticMarkup(<PlanContent content={content as never} />);
const paragraph = (text: string, marks: unknown[] = []) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text, marks }] }],
});

/** The only tags and attributes a plan text ever becomes. */
const TAG =
  /<\/?(?:p|h[2-6]|ul dir="auto"|\/ul|ol dir="auto" start="\d+"|\/ol|li|strong|em|br\/|a(?: href="(?:https?:\/\/|mailto:)[^"<>]*" rel="nofollow ugc noopener noreferrer")?)>/g;
const onlyAllowedTags = (markup: string) => expect(markup.replace(TAG, '')).not.toMatch(/[<>]/);

describe('a plan text on the page', () => {
  test('has headings below the one above it, lists, formatting and links', () => {
    const content = {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Kop' }] },
        {
          type: 'orderedList',
          attrs: { start: 3 },
          content: [{ type: 'listItem', content: paragraph('punt', [{ type: 'bold' }, { type: 'italic' }]).content }],
        },
        ...paragraph('bron', [{ type: 'link', attrs: { href: 'https://voorbeeld.nl/?a=1&b=2' } }]).content,
      ],
    };
    expect(html(content)).toBe(
      '<h3>Kop</h3><ol dir="auto" start="3"><li><p><strong><em>punt</em></strong></p></li></ol><p><a href="https://voorbeeld.nl/?a=1&amp;b=2" rel="nofollow ugc noopener noreferrer">bron</a></p>',
    );
  });

  test.each(HOSTILE_TEXTS)('shows %j as words', (text) => {
    const markup = html(paragraph(text));
    onlyAllowedTags(markup);
    onlyAllowedTags(html(documentJson(prosemirrorJSONToYDoc(planTextSchema, paragraph(text), 'content'))));
  });

  test.each(HOSTILE_URLS)('has no link to %j', (href) => {
    const markup = html(paragraph('klik', [{ type: 'link', attrs: { href, onclick: 'alert(1)' } }]));
    expect(markup).toBe('<p>klik</p>');
  });

  test('never has any other tag, whatever is stored', () => {
    const node = fc.letrec((tie) => ({
      node: fc.record(
        {
          type: fc.constantFrom(
            'paragraph',
            'heading',
            'bulletList',
            'orderedList',
            'listItem',
            'text',
            'script',
            'img',
            'dangerouslySetInnerHTML',
          ),
          text: fc.constantFrom(...HOSTILE_TEXTS),
          attrs: fc.dictionary(
            fc.constantFrom('level', 'start', 'href', 'onclick', 'dangerouslySetInnerHTML', 'is'),
            fc.constantFrom<unknown>(...HOSTILE_TEXTS, 2, 3),
          ),
          marks: fc.array(
            fc.record({ type: fc.constantFrom('bold', 'link', 'script'), attrs: fc.record({ href: fc.constantFrom(...HOSTILE_URLS) }) }),
          ),
          content: fc.array(tie('node'), { maxLength: 4 }),
        },
        { requiredKeys: ['type'] },
      ),
    })).node;
    fc.assert(fc.property(fc.array(node), (content) => void onlyAllowedTags(html({ type: 'doc', content }))));
  });
});
