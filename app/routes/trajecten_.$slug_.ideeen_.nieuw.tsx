import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { DomainError } from '../../server/errors.ts';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, RadioGroup, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { PromiseNote } from '../components/promise-note.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { forgetDraft, keepDraft, readDraft } from '../ideas/draft.server.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { ideaSchema } from '../ideas/schemas.ts';
import { SimilarIdeas } from '../ideas/similar-ideas.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const typed = new URL(args.request.url).searchParams.get('titel')?.slice(0, 300) ?? '';
  const [facets, promise, similar] = await Promise.all([
    call.ideas.facets({ trajectory: slug }),
    call.clocks.promise({ trajectory: slug, kind: 'idea' }),
    typed ? call.ideas.similar({ trajectory: slug, title: typed }) : null,
  ]);
  const draft = readDraft(args.request);
  return { facets, promise, similar, draft, typed, title: getT(args.context.locale, 'ideas')('new.title') };
}

export async function action(args: ActionFunctionArgs) {
  const slug = args.params.slug ?? '';
  const form = await args.request.clone().formData();
  if (form.get('intent') === 'check') {
    const title = String(form.get('title') ?? '').slice(0, 300);
    const similar = await api(args).ideas.similar({ trajectory: slug, title });
    return { similar, lastResult: { initialValue: typedWords(form) } };
  }
  const cookie = { path: paths.newIdea(slug), secure: args.context.publicUrl.startsWith('https:') };
  return submitForm(args, ideaSchema, async ({ showName, ...idea }, call) => {
    if (!args.context.actor) {
      const kept = keepDraft(typedWords(form), cookie);
      // Too long for a browser to keep: then it stays in the form, with the advice to sign in beside it.
      if (!kept) throw new DomainError('invalid', { fields: { body: 'ideas:error.body_too_long_to_keep' } });
      return redirect(paths.signIn(cookie.path), { status: 303, headers: setCookies(kept) });
    }
    const { number } = await call.ideas.propose({ ...idea, trajectory: slug, showName: showName === 'ja' });
    return redirect(`${paths.idea(slug, number)}?verstuurd`, { status: 303, headers: setCookies(forgetDraft(cookie)) });
  });
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

export default function NewIdea() {
  const { t } = useTranslation(['ideas', 'errors']);
  const { actor } = useRootData();
  const { facets, promise, similar, draft, typed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const checked = answer && 'similar' in answer ? answer : null;
  const lastResult = (checked ? checked.lastResult : (answer ?? null)) as LastResult;
  const [form, fields] = useForm<z.input<typeof ideaSchema>>({
    id: 'idee',
    lastResult,
    constraint: getZodConstraint(ideaSchema),
    defaultValue: { showName: 'ja', ...(typed ? { title: typed } : {}), ...draft },
  });
  const { slug, title } = facets.trajectory;
  const choose = { value: '', label: t('new.no_choice') };
  return (
    <div className="wrap">
      <Breadcrumb
        items={[{ label: title, to: paths.trajectory(slug) }, { label: t('list.crumb'), to: paths.ideas(slug) }, { label: t('new.title') }]}
      />
      <div className="new-idea">
        <h1>{t('new.title')}</h1>
        {facets.open ? (
          <>
            <p className="lead">{t('new.lead', { trajectory: title })}</p>
            {draft && !lastResult && (
              <p className="done" role="status">
                {t('new.draft')}
              </p>
            )}
            <form method="post" className="form" {...getFormProps(form)}>
              <ErrorSummary form={form} />
              <SimilarIdeas slug={slug} similar={checked?.similar ?? similar} />
              <TextField field={fields.title} label={t('new.field.title')} hint={t('new.hint.title')} />
              <TextArea field={fields.body} label={t('new.field.body')} hint={t('new.hint.body')} rows={8} serif />
              {facets.themes.length > 0 && (
                <SelectField
                  field={fields.theme}
                  label={t('new.field.theme')}
                  options={[choose, ...facets.themes.map(({ slug: value, name }) => ({ value, label: name }))]}
                />
              )}
              {facets.areas.length > 0 && (
                <SelectField
                  field={fields.area}
                  label={t('new.field.area')}
                  options={[choose, ...facets.areas.map((name) => ({ value: name, label: name }))]}
                />
              )}
              <TextField field={fields.place} label={t('new.field.place')} hint={t('new.hint.place')} />
              <RadioGroup
                field={fields.showName}
                legend={t('new.field.name')}
                options={[
                  { value: 'ja', label: actor ? t('new.name.shown', { name: actor.name }) : t('new.name.shown_unknown') },
                  { value: 'nee', label: t('new.name.hidden'), hint: t('new.name.hidden_hint') },
                ]}
              />
              <PromiseNote promise={promise} />
              <p className="small muted">{t('new.public')}</p>
              <div className="btns">
                <SubmitButton name="intent" value="propose">
                  {actor ? t('new.submit') : t('new.submit_sign_in')}
                </SubmitButton>
                <SubmitButton className="btn sec-b" name="intent" value="check">
                  {t('new.check')}
                </SubmitButton>
              </div>
            </form>
          </>
        ) : (
          <div className="empty">
            <p>{t('errors:phase_closed.text')}</p>
            <Link className="btn sec-b s" to={paths.trajectory(slug)}>
              {t('new.to_trajectory')}
            </Link>
          </div>
        )}
      </div>
    </div>
  );
}
