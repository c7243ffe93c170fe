import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePhoto } from './encode.ts';
import { altFault, photoFormat } from './rules.ts';

/** Left half red, right half blue: which way up it is can be seen. */
function picture(width: number, height: number) {
  const right = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: '#0000ff' } };
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: right, left: Math.floor(width / 2), top: 0 },
  ]);
}

async function faultOf(bytes: Uint8Array): Promise<string | undefined> {
  return encodePhoto(bytes).then(
    () => undefined,
    (error: { details: { fields: { photo: string } } }) => error.details.fields.photo,
  );
}

describe('a photo is made anew', () => {
  test('without the place, the camera and the owner that a telephone wrote in it', async () => {
    const sent = await picture(400, 300)
      .withExif({
        IFD0: { Make: 'Telefoonmerk', Artist: 'Mees Kooiman', Copyright: 'geheim' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 21/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '4/1 54/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><geheim>52.35</geheim></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    const before = await sharp(sent).metadata();
    expect([before.exif !== undefined, before.xmp !== undefined, sent.includes('Telefoonmerk')]).toEqual([true, true, true]);
    const made = await encodePhoto(sent);
    for (const bytes of [made.image, made.thumbnail]) {
      const { format, exif, xmp, iptc, icc } = await sharp(bytes).metadata();
      expect({ format, exif, xmp, iptc, icc }).toEqual({
        format: 'webp',
        exif: undefined,
        xmp: undefined,
        iptc: undefined,
        icc: undefined,
      });
      for (const secret of ['Telefoonmerk', 'Mees', 'geheim', 'EXIF', 'GPS']) expect(bytes.includes(secret)).toBe(false);
    }
  });

  test('upright, as the telephone meant it', async () => {
    const sent = await picture(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await sharp(sent).metadata()).orientation).toBe(6);
    const { image, width, height } = await encodePhoto(sent);
    expect([width, height]).toEqual([200, 400]);
    const { data } = await sharp(image).extract({ left: 100, top: 20, width: 1, height: 1 }).raw().toBuffer({ resolveWithObject: true });
    expect([(data[0] ?? 0) > 200, (data[2] ?? 255) < 60]).toEqual([true, true]);
  });

  test.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [800, 600, 800, 600],
    [1, 1, 1, 1],
    [16_000, 4, 1600, 1],
  ])('%i by %i becomes %i by %i, with a thumbnail of 320 by 240', async (width, height, expectedWidth, expectedHeight) => {
    const made = await encodePhoto(await picture(width, height).png().toBuffer());
    expect([made.width, made.height]).toEqual([expectedWidth, expectedHeight]);
    const small = await sharp(made.thumbnail).metadata();
    expect([small.width, small.height]).toEqual([320, 240]);
  });

  test.each(['jpeg', 'png', 'webp'] as const)('from %s', async (format) => {
    const made = await encodePhoto(await picture(60, 40).toFormat(format).toBuffer());
    expect(photoFormat(made.image)).toBe('webp');
  });

  test('of nothing but noise, and still stays small enough to keep', async () => {
    const noise = Buffer.from(Array.from({ length: 1600 * 1600 * 3 }, (_, n) => (n * 2654435761) >>> 24));
    const sent = await sharp(noise, { raw: { width: 1600, height: 1600, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    expect((await encodePhoto(sent)).image.byteLength).toBeLessThan(3_000_000);
  });
});

describe('what is no photo is refused with a sentence', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'photos:error.type'],
    ['words', Buffer.from('Dit is geen foto, maar het heet foto.jpg.'), 'photos:error.type'],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'photos:error.type',
    ],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'photos:error.type'],
    ['a GIF', Buffer.from('GIF89a……………………'), 'photos:error.type'],
    ['what a telephone keeps for itself', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), 'photos:error.heic'],
    ['the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), 'photos:error.damaged'],
  ])('%s', async (_, bytes, fault) => {
    expect(await faultOf(bytes)).toBe(fault);
  });

  test('a photo that was cut off', async () => {
    const whole = await picture(400, 300).jpeg().toBuffer();
    expect(await faultOf(whole.subarray(0, whole.length / 2))).toBe('photos:error.damaged');
  });

  test('more than ten megabytes', async () => {
    const bytes = Buffer.alloc(10 * 1024 * 1024 + 1);
    bytes.set([0xff, 0xd8, 0xff]);
    await expect(encodePhoto(bytes)).rejects.toMatchObject({ code: 'too_large', details: { fields: { photo: 'photos:error.too_large' } } });
  });

  test('a few kilobytes that unfold to two and a half billion pixels, within a second', async () => {
    const started = performance.now();
    expect(await faultOf(pixelBomb(50_000, 50_000))).toBe('photos:error.pixels');
    expect(await faultOf(pixelBomb(8000, 8000))).toBe('photos:error.pixels');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test.each([
  ['', 'photos:error.alt_missing'],
  ['\u200B', 'photos:error.alt_missing'],
  ['a\0', 'ideas:error.characters'],
  ['p'.repeat(301), 'photos:error.alt_long'],
  ['Kinderen springen van de brug.', null],
])('the words for who does not see it: %j', (alt, fault) => {
  expect(altFault(alt)).toBe(fault);
});

/** A PNG whose header promises more than anybody should unfold. */
function pixelBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
