import { DomainError } from '../errors.ts';
import { PHOTO_LIMITS, photoFormat, THUMBNAIL } from './rules.ts';

export type EncodedPhoto = { image: Buffer; thumbnail: Buffer; width: number; height: number };

const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;
const SECONDS = 10;
/** A photo of nothing but detail gets less of it. */
const QUALITIES = [78, 55, 30];
const MOST_BYTES = 2_500_000;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes a photo anew: upright, at most 1600 pixels wide and high, as WebP, and without anything that was in the file beside the picture (place, camera, owner,
 * hidden data). Judged by its content, never by its name.
 * @throws DomainError `too_large`, `unreadable_file` with the sentence for the field `photo`; `busy` when too many wait
 */
export async function encodePhoto(bytes: Uint8Array): Promise<EncodedPhoto> {
  if (bytes.byteLength > PHOTO_LIMITS.bytes) throw new DomainError('too_large', { fields: { photo: 'photos:error.too_large' } });
  const format = photoFormat(bytes);
  if (format === 'heic') throw unreadable('heic');
  if (format === null) throw unreadable('type');
  return inTurn(() => encode(bytes));
}

async function encode(bytes: Uint8Array): Promise<EncodedPhoto> {
  const sharp = await loadSharp();
  const open = () => sharp(bytes, { limitInputPixels: PHOTO_LIMITS.pixels, failOn: 'error', sequentialRead: true });
  try {
    // Reads the header only: a small file that unfolds to billions of pixels goes no further.
    const { width, height } = await open().metadata();
    if (width * height > PHOTO_LIMITS.pixels) throw unreadable('pixels');
    // Once in full, as pixels: nothing but the picture can come along.
    const { data, info } = await open()
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize({ width: PHOTO_LIMITS.side, height: PHOTO_LIMITS.side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    let image = Buffer.alloc(0);
    for (const quality of QUALITIES) {
      image = await pixels().webp({ quality, effort: 3 }).toBuffer();
      if (image.byteLength <= MOST_BYTES) break;
    }
    const thumbnail = await pixels()
      .resize({ ...THUMBNAIL, fit: 'cover' })
      .webp({ quality: 70, effort: 3 })
      .toBuffer();
    return { image, thumbnail, width: info.width, height: info.height };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(error instanceof Error && /pixel limit/.test(error.message) ? 'pixels' : 'damaged');
  }
}

/** Not before the first photo: a server that gets none starts sooner and stays smaller. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

function unreadable(why: 'heic' | 'type' | 'pixels' | 'damaged'): DomainError {
  return new DomainError('unreadable_file', { fields: { photo: `photos:error.${why}` } });
}

/** Pictures take memory: a few at a time, the others wait. */
async function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new DomainError('busy', { fields: { photo: 'photos:error.busy' } });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await act();
  } finally {
    // Who waited takes the place over, so that nobody comes in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
