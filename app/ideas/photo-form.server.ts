import type { ActionFunctionArgs } from '@remix-run/node';
import { refusalOf } from '../api.server.ts';
import { readForm } from '../read-form.server.ts';

/** A photo that waits for its form: `preview` is a `data:` address. */
export type WaitingPhoto = { id: string; preview: string };

/** A form with the photo taken out of it: from here on it is words only. */
export type PhotoForm = {
  form: FormData;
  /** The same form, for who reads the request. */
  args: ActionFunctionArgs;
  /** Why the photo that was sent is not kept; `status` of the answer. */
  fault: { key: string; status: number } | null;
  hasPhoto: boolean;
};

/**
 * Reads a form with a photo. The photo is made anew and kept at once, and the form goes on with its id: what is wrong with the words costs nobody a second upload,
 * and neither does signing in first.
 */
export async function readPhotoForm(args: ActionFunctionArgs): Promise<PhotoForm> {
  const form = await readForm(args.request);
  const file = form.get('photoFile');
  form.delete('photoFile');
  if (form.get('removePhoto') !== null) for (const name of ['removePhoto', 'photo', 'photoAlt']) form.delete(name);
  let fault: PhotoForm['fault'] = null;
  if (file instanceof File && file.size > 0) {
    try {
      form.set('photo', (await args.context.api.photos.keep({ bytes: new Uint8Array(await file.arrayBuffer()) })).id);
    } catch (error) {
      const refusal = refusalOf(error);
      const key = refusal?.details.fields?.photo;
      if (!refusal || !key) throw error;
      fault = { key, status: refusal.status };
    }
  }
  const request = new Request(args.request.url, { method: 'POST', body: form, signal: args.request.signal });
  return { form, args: { ...args, request }, fault, hasPhoto: typeof form.get('photo') === 'string' && form.get('photo') !== '' };
}

/** The photo that waits under this id, for the page that shows the form again. Null for what is no id, or gone. */
export async function findWaiting({ context }: Pick<ActionFunctionArgs, 'context'>, id: unknown): Promise<WaitingPhoto | null> {
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return null;
  return context.api.photos.waiting({ id }).catch((error: unknown) => {
    // Looks like an id, but is none.
    if (refusalOf(error)) return null;
    throw error;
  });
}
