import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { DomainError } from '../../server/errors.ts';
import type { SimilarIdea } from '../../server/ideas/similar.ts';
import { api } from '../api.server.ts';
import { submitForm } from '../forms.server.ts';
import { paths } from '../paths.ts';
import { forgetDraft, keepDraft } from './draft.server.ts';
import { ideaInput } from './idea-input.ts';
import type { LastResult } from './last-result.ts';
import { findWaiting, readPhotoForm, type WaitingPhoto } from './photo-form.server.ts';
import { ideaSchema, withPhoto } from './schemas.ts';

/** The form again, with what was wrong, what was found, and the photo that waits. */
export type IdeaFormPage = { lastResult: LastResult; similar: SimilarIdea[] | null; photo: WaitingPhoto | null };

/** Does what was sent from the form for a new idea: looks what there is already, has somebody sign in first, or proposes the idea. */
export async function sendIdea(args: ActionFunctionArgs, slug: string): Promise<Response | { page: IdeaFormPage; status: number }> {
  const sent = await readPhotoForm(args);
  const { form, fault } = sent;
  if (form.get('intent') === 'check') {
    const title = String(form.get('title') ?? '').slice(0, 300);
    const similar = await api(args).ideas.similar({ trajectory: slug, title });
    const lastResult = { initialValue: typedWords(form), ...(fault ? { error: { photo: [fault.key] } } : {}) };
    return { page: { lastResult, similar, photo: await findWaiting(args, form.get('photo')) }, status: fault?.status ?? 200 };
  }
  const cookie = { path: paths.newIdea(slug), secure: args.context.publicUrl.startsWith('https:') };
  const schema = withPhoto(ideaSchema, { photo: sent.hasPhoto, fault: fault?.key ?? null });
  const answer = await submitForm(sent.args, schema, async ({ showName, ...words }, call) => {
    if (!args.context.actor) {
      const kept = keepDraft(typedWords(form), cookie);
      // Too long for a browser to keep: then it stays in the form, with the advice to sign in beside it.
      if (!kept) throw new DomainError('invalid', { fields: { body: 'ideas:error.body_too_long_to_keep' } });
      // Without an account it would be for everybody, and nobody could be answered alone.
      if (showName === 'gemeente' && form.get('intent') === 'once')
        throw new DomainError('invalid', { fields: { showName: 'visibility:error.once' } });
      const to = form.get('intent') === 'once' ? paths.onceIdea(slug) : paths.signIn(cookie.path);
      return redirect(to, { status: 303, headers: setCookies(kept) });
    }
    if (showName === 'gemeente') {
      const { photo, ...idea } = ideaInput(words);
      if (photo) throw new DomainError('invalid', { fields: { photo: 'visibility:error.photo' } });
      const { contributionId } = await call.staffOnly.send({ ...idea, form: 'idea', trajectory: slug });
      const to = `${paths.receipt(contributionId)}?klaar=verstuurd`;
      return redirect(to, { status: 303, headers: setCookies(forgetDraft(cookie)) });
    }
    const { number } = await call.ideas.propose({ ...ideaInput(words), trajectory: slug, showName: showName === 'ja' });
    return redirect(`${paths.idea(slug, number)}?verstuurd`, { status: 303, headers: setCookies(forgetDraft(cookie)) });
  });
  if (!('data' in answer)) return answer;
  const photo = await findWaiting(args, form.get('photo'));
  return { page: { lastResult: answer.data, similar: null, photo }, status: fault?.status ?? answer.init?.status ?? 400 };
}

/** What was typed, by field. */
function typedWords(form: FormData): Record<string, string> {
  const words = Object.keys(ideaSchema.shape).map((name) => [name, form.get(name)] as const);
  return Object.fromEntries(words.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function setCookies(lines: string[]): Headers {
  const headers = new Headers();
  for (const line of lines) headers.append('Set-Cookie', line);
  return headers;
}
