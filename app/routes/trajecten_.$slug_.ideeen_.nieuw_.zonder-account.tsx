import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type OnceIdeaForm, onceIdeaSchema } from '../accounts/schemas.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { forgetDraft, readDraft } from '../ideas/draft.server.ts';
import { ideaInput } from '../ideas/idea-input.ts';
import { ideaSchema } from '../ideas/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

/** What was written on the page before waits in the visitor's own browser. Without it there is nothing to send. */
export function loader({ request, params, context }: LoaderFunctionArgs) {
  const slug = params.slug ?? '';
  const draft = readDraft(request);
  if (!draft || context.actor) throw redirect(paths.newIdea(slug));
  return { slug, words: { title: draft.title ?? '', body: draft.body ?? '' }, title: getT(context.locale, 'identity')('once.title') };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  const draft = readDraft(args.request);
  const words = parseWithZod(asForm(draft ?? {}), { schema: ideaSchema });
  if (words.status !== 'success') return redirect(paths.newIdea(slug));
  const { showName, ...idea } = words.value;
  // For the municipality only takes an account: it must not become public by another way.
  if (showName === 'gemeente') return redirect(paths.newIdea(slug));
  return submitForm(args, onceIdeaSchema, async (writer, call) => {
    await call.once.keepIdea({ ...writer, idea: { ...ideaInput(idea), trajectory: slug, showName: showName === 'ja' } });
    const headers = new Headers();
    for (const line of forgetDraft({ path: paths.newIdea(slug), secure: args.context.publicUrl.startsWith('https:') }))
      headers.append('Set-Cookie', line);
    return redirect(`${paths.once()}?verstuurd`, { headers });
  });
}

function asForm(draft: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(draft)) form.set(name, value);
  return form;
}

export default function OnceIdea() {
  const { t } = useTranslation(['identity', 'ideas']);
  const { slug, words } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<OnceIdeaForm>({ lastResult, constraint: getZodConstraint(onceIdeaSchema) });
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('ideas:new.title'), to: paths.newIdea(slug) }, { label: t('once.title') }]} />
        <h1>{t('once.title')}</h1>
        <p className="lead">{t('once.lead')}</p>
        <section aria-label={t('once.what_idea')}>
          <blockquote className="once-words">
            <b>{words.title}</b>
            <p>{words.body}</p>
          </blockquote>
          <Link to={paths.newIdea(slug)}>{t('once.change')}</Link>
        </section>
        <form method="post" className="form" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <TextField field={fields.name} label={t('once.name')} hint={t('once.name_hint')} autoComplete="nickname" />
          <TextField field={fields.email} label={t('once.email')} hint={t('once.email_hint')} type="email" autoComplete="email" />
          <SubmitButton>{t('once.submit')}</SubmitButton>
        </form>
      </div>
    </div>
  );
}
