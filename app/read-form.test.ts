import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readForm } from './read-form.server.ts';

function posted(body: string, type = 'application/x-www-form-urlencoded'): Request {
  return new Request('http://oever.example/inloggen', { method: 'POST', body, headers: { 'Content-Type': type } });
}

describe('a form', () => {
  test('is read with its fields, also one that comes more often', async () => {
    const form = await readForm(
      posted(
        'email=a%40oever.example&contributionIds=1&contributionIds=2&List-Unsubscribe=One-Click&bewijs-code=1&outcomes.3d6b4348-a408=adopted',
      ),
    );
    expect([...form.keys()]).toEqual([
      'email',
      'contributionIds',
      'contributionIds',
      'List-Unsubscribe',
      'bewijs-code',
      'outcomes.3d6b4348-a408',
    ]);
  });

  test.each<[what: string, body: string, type?: string]>([
    ['a list of a thousand million places', 'email%5B999999999%5D=x'],
    ['a tree of forty thousand levels', `a${'.b'.repeat(40_000)}=x`],
    ['a list in a list in a list', `a${'[0]'.repeat(40_000)}=x`],
    ['an order to the parser', '__intent__=%7B%22type%22%3A%22update%22%7D'],
    ['a prototype', '__proto__=1'],
    ['a prototype in a list', 'outcomes.__proto__=1'],
    ['a constructor', 'constructor=1'],
    ['a constructor in a list', 'outcomes.constructor=1'],
    ['a tree of three levels', 'a.b.c=1'],
    ['a name without end', `${'a'.repeat(101)}=1`],
    ['sixty thousand fields', Array.from({ length: 60_000 }, (_, i) => `f${i}=x`).join('&')],
    ['no form at all', '{"a":1}', 'application/json'],
    ['a form as text', 'email=a', 'text/plain'],
    ['parts that are broken off', '--x\r\nbroken', 'multipart/form-data; boundary=x'],
    ['parts without a boundary', 'x', 'multipart/form-data'],
  ])('that is %s is refused', async (_, body, type) => {
    await expect(readForm(posted(body, type))).rejects.toMatchObject({ data: { code: 'invalid' }, init: { status: 400 } });
  });

  test('is read in no other way by any page', () => {
    const sources = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/\.test\./.test(name),
    );
    const others = sources.filter((name) => /\.formData\(/.test(readFileSync(join('app', name), 'utf8')));
    expect(others).toEqual(['read-form.server.ts']);
  });
});
