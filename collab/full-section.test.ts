/** A section at its limits: nothing more goes in, and it can still be read and shortened. */
import { describe, expect, test } from 'vitest';
import { CLOSE } from './close-codes.ts';
import { setStage } from './testing/stage.ts';
import { paragraphUpdate } from './testing/texts.ts';
import { eventually } from './testing/waiting.ts';

const stage = setStage();

describe('a section that is full', () => {
  /** Somebody without an account sees the same as who writes. */
  async function canBeRead(text: string): Promise<void> {
    const reader = await stage.open(null);
    await eventually(() => reader.text() === text, 'it is read');
  }

  test('of bytes can still be read and shortened; then there is room again', async () => {
    await stage.restart({ documentBytes: 20_000 });
    const writer = await stage.open('resident2');
    writer.write('kort');
    writer.write('x'.repeat(15_000));
    await eventually(async () => (await stage.stored()).length > 15_000, 'fits');
    const greedy = await stage.openRaw('resident');
    greedy.sendUpdate(paragraphUpdate('y'.repeat(6_000)));
    expect(await greedy.closed).toBe(CLOSE.tooLarge);
    expect(await stage.stored()).not.toContain('y');
    await canBeRead(writer.text());
    writer.doc.getXmlFragment('content').delete(1, 1);
    await eventually(async () => (await stage.stored()) === 'kort', 'shortened');
    writer.write('z'.repeat(6_000));
    await eventually(async () => (await stage.stored()).includes('zzz'), 'room again');
    expect(writer.closed()).toBeNull();
  });

  test('of writers can still be read, and shortened by anybody who may write', async () => {
    await stage.restart({ clientsPerDocument: 2 });
    const writers = [await stage.open('resident'), await stage.open('resident2')];
    for (const [index, writer] of writers.entries()) {
      writer.write(`alinea ${index}`);
      await eventually(() => writers.every(({ text }) => text().includes(`alinea ${index}`)), 'both have it');
    }
    const third = await stage.openRaw('official');
    third.sendUpdate(paragraphUpdate('een te veel'));
    expect(await third.closed).toBe(CLOSE.tooLarge);
    await canBeRead('alinea 0\nalinea 1');
    writers[0]?.doc.getXmlFragment('content').delete(0, 1);
    await eventually(async () => (await stage.stored()) === 'alinea 1', 'shortened');
    // Deleting brings no client id into the section: also who never wrote in it can.
    const late = await stage.open('resident');
    late.doc.getXmlFragment('content').delete(0, 1);
    await eventually(async () => (await stage.stored()) === '', 'shortened by somebody else');
    expect([...writers, late].map((editor) => editor.closed())).toEqual([null, null, null]);
  });
});
