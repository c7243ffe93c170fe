import { describe, expect, test } from 'vitest';
import { type Draft, forgetDraft, keepDraft, readDraft } from './draft.server.ts';

const WHERE = { path: '/trajecten/proef/ideeen/nieuw', secure: true };

/** The request a browser makes that was given these cookies. */
function requestWith(lines: string[]): Request {
  const pairs = lines.filter((line) => !line.includes('Max-Age=0')).map((line) => line.split(';')[0]);
  return new Request('https://oever.example/', { headers: { Cookie: ['andere=1', ...pairs].join('; ') } });
}

describe('a draft', () => {
  test.each<[string, Draft]>([
    ['short', { title: 'Zwemtrap', body: 'Een trap; met komma’s, en 100% "tekens"=.' }],
    ['of the greatest length, in Dutch', { title: 'Zwemtrap', body: 'De oever is van iedereen die er woont. '.repeat(130).slice(0, 5000) }],
    ['in Arabic', { title: 'السباحة في النهر', body: 'نريد سلما آمنا إلى الماء.' }],
  ])('%s comes back as it was', (_, draft) => {
    const lines = keepDraft(draft, WHERE) ?? [];
    expect(readDraft(requestWith(lines))).toEqual(draft);
    for (const line of lines) {
      expect(line.length).toBeLessThan(4000);
      expect(line).toContain('; Path=/trajecten/proef/ideeen/nieuw; Max-Age=');
      expect(line).toContain('; HttpOnly; SameSite=Lax; Secure');
    }
  });

  test('that no browser can hold is not kept', () => {
    const noise = Array.from({ length: 20_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('');
    expect(keepDraft({ body: noise }, WHERE)).toBeNull();
  });

  test('is forgotten in all its parts', () => {
    expect(forgetDraft(WHERE).every((line) => line.includes('Max-Age=0'))).toBe(true);
    expect(forgetDraft(WHERE)).toHaveLength(3);
  });

  test.each(['', 'oever_concept_0=', 'oever_concept_0=onzin', 'oever_concept_0=q1YqUbKqVkpUsqpVKlGyMjcAAA', 'oever_concept_1=abc'])(
    'that is made up (%j) is none',
    (header) => {
      expect(readDraft(new Request('https://oever.example/', { headers: { Cookie: header } }))).toBeNull();
    },
  );
});
