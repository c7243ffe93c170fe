import { type ActionFunctionArgs, data, redirect } from '@remix-run/node';
import type { RefusalReason } from '../../server/plan-texts/import-refusals.ts';
import { refusalOf, toResponse } from '../api.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

/** Why nothing was read: `key` is a text of the page; `line` or `about` says where in the file. */
export type ImportFault = { key: `exchange:${string}`; line: number; about: string | null; text: string };

/** What is the matter with all of it, and not with a line. */
const WHOLE_FILE: readonly RefusalReason[] = ['empty', 'too_large', 'no_headings'];

/** Takes the file or the pasted text of the form, and goes on to what it would change. */
export async function sendImport(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  const form = await readForm(args.request);
  const [upload, pasted] = [form.get('file'), form.get('text')];
  const file = upload instanceof File && upload.size > 0 ? upload : null;
  const text = typeof pasted === 'string' && pasted.trim() !== '' ? pasted : '';
  const refuse = (fault: Pick<ImportFault, 'key'> & Partial<ImportFault>, status = 400) =>
    data({ fault: { line: 0, about: null, text, ...fault } satisfies ImportFault }, { status });
  // Without a file a browser sends one without a name.
  if (upload instanceof File && upload.name !== '' && upload.size === 0) return refuse({ key: 'exchange:refused.empty' });
  if (!file && text === '') return refuse({ key: 'exchange:error.nothing' });
  if (file && text !== '') return refuse({ key: 'exchange:error.both' });
  const name = file ? baseName(file.name) : getT(args.context.locale, 'exchange')('form.pasted_name');
  const bytes = file ? Buffer.from(await file.arrayBuffer()) : Buffer.from(text);
  try {
    const { id } = await args.context.api.planExchange.send({ trajectory: slug, name, base64: bytes.toString('base64') });
    return redirect(paths.importPreview(slug, id));
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.code === 'unreadable_file') {
      const { reason, line, about } = refusal.details as { reason: RefusalReason; line: number; about: string | null };
      return refuse({ key: `exchange:refused.${reason}`, line: WHOLE_FILE.includes(reason) ? 0 : line, about });
    }
    if (refusal.code === 'invalid')
      return refuse({ key: file && file.size > 10 * 1024 * 1024 ? 'exchange:refused.word_too_large' : 'exchange:error.name' });
    throw toResponse(error, args);
  }
}

/** Without the folders some browsers put before it; the end is what tells files apart. */
function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').slice(-200) || 'bestand';
}
