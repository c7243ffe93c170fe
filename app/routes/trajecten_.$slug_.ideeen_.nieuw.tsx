import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton } from '../components/form.tsx';
import { PromiseNote } from '../components/promise-note.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { readDraft } from '../ideas/draft.server.ts';
import { IdeaSteps } from '../ideas/idea-steps.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { findWaiting } from '../ideas/photo-form.server.ts';
import { sendIdea } from '../ideas/propose.server.ts';
import { ideaSchema } from '../ideas/schemas.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';
import { ReadersField } from '../visibility/readers.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const slug = args.params.slug ?? '';
  const call = api(args);
  const typed = new URL(args.request.url).searchParams.get('titel')?.slice(0, 300) ?? '';
  const draft = readDraft(args.request);
  const [facets, promise, similar, photo] = await Promise.all([
    call.ideas.facets({ trajectory: slug }),
    call.clocks.promise({ trajectory: slug, kind: 'idea' }),
    typed ? call.ideas.similar({ trajectory: slug, title: typed }) : null,
    findWaiting(args, draft?.photo),
  ]);
  return { facets, promise, similar, photo, draft, typed, title: getT(args.context.locale, 'ideas')('new.title') };
}

export async function action(args: ActionFunctionArgs) {
  const sent = await sendIdea(args, args.params.slug ?? '');
  return sent instanceof Response ? sent : data(sent.page, { status: sent.status });
}

export default function NewIdea() {
  const { t } = useTranslation(['ideas', 'errors', 'identity', 'visibility']);
  const { actor } = useRootData();
  const { facets, promise, similar, photo, draft, typed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const lastResult = (answer?.lastResult ?? null) as LastResult;
  const [form, fields] = useForm<z.input<typeof ideaSchema>>({
    id: 'idee',
    lastResult,
    constraint: getZodConstraint(ideaSchema),
    defaultValue: { showName: 'ja', ...(typed ? { title: typed } : {}), ...draft },
  });
  const { slug, title } = facets.trajectory;
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
            <PhaseAsks level={facets.asks} why={facets.why.propose} />
            {draft && !lastResult && (
              <p className="done" role="status">
                {t('new.draft')}
              </p>
            )}
            <form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)}>
              <ErrorSummary form={form} />
              <IdeaSteps
                fields={fields as never}
                facets={facets}
                chosen={answer ? answer.photo : photo}
                similar={answer ? answer.similar : similar}
              >
                <ReadersField field={fields.showName} />
                <PromiseNote promise={promise} />
                <p className="small muted">{t('visibility:public')}</p>
                <div className="btns">
                  <SubmitButton name="intent" value="propose">
                    {actor ? t('new.submit') : t('new.submit_sign_in')}
                  </SubmitButton>
                  {!actor && (facets.asks === 'none' || facets.asks === 'email') && (
                    <SubmitButton className="btn sec-b" name="intent" value="once">
                      {t('identity:once.offer')}
                    </SubmitButton>
                  )}
                  <SubmitButton className="btn sec-b" name="intent" value="check">
                    {t('new.check')}
                  </SubmitButton>
                </div>
              </IdeaSteps>
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
