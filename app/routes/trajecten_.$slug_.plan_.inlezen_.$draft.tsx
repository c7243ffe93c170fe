import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api, refusalOf, toResponse } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { ImportDecision } from '../plan/import-decision.tsx';
import { ImportNotices } from '../plan/import-notices.tsx';
import { ImportSections } from '../plan/import-sections.tsx';
import { readForm } from '../read-form.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [{ title: `${loaded?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const { slug = '', draft = '' } = args.params;
  const view = await api(args).planExchange.preview({ trajectory: slug, id: draft });
  return { ...view, draft, title: `${getT(args.context.locale, 'exchange')('preview.title')}, ${view.trajectory.title}` };
}

export async function action(args: ActionFunctionArgs) {
  const { slug = '', draft = '' } = args.params;
  const form = await readForm(args.request);
  const { planExchange } = args.context.api;
  try {
    if (form.get('intent') === 'discard') {
      await planExchange.discard({ trajectory: slug, id: draft });
      return redirect(paths.plan(slug));
    }
    const done = await planExchange.confirm({ trajectory: slug, id: draft, state: String(form.get('state')) });
    return redirect(`${paths.importPlan(slug)}?klaar=${[done.added, done.changed, done.removed, done.unchanged].join('-')}`);
  } catch (error) {
    if (refusalOf(error)?.code !== 'stale') throw toResponse(error, args);
    // The page comes back with what would change now.
    return data({ isStale: true }, { status: 409 });
  }
}

export default function ImportPreview() {
  const { t } = useTranslation(['exchange', 'plan']);
  const { trajectory, draft, name, notices, expiresAt, preview } = useLoaderData<typeof loader>();
  const isStale = useActionData<typeof action>()?.isStale ?? false;
  const { slug } = trajectory;
  const { added, changed, removed, unchanged, moved } = preview.counts;
  const changesNothing = added + changed + removed + moved === 0;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('plan:title'), to: paths.plan(slug) },
          { label: t('title'), to: paths.importPlan(slug) },
          { label: t('preview.title') },
        ]}
      />
      <div className="exchange">
        {isStale && (
          // biome-ignore lint/a11y/noAutofocus: what was agreed to is not what stands here any more; that comes first
          <div className="err-sum" role="alert" tabIndex={-1} autoFocus>
            <p>{t('preview.stale')}</p>
          </div>
        )}
        <p className="small muted">{t('preview.file', { name })}</p>
        <h1>{t('preview.title')}</h1>
        {changesNothing ? (
          <p className="lead">{t('preview.nothing', { count: unchanged })}</p>
        ) : (
          <>
            <p className="lead">{t('preview.lead')}</p>
            <dl className="xs-counts">
              {(
                [
                  ['changed', changed],
                  ['new', added],
                  ['gone', removed],
                  ['equal', unchanged],
                ] as const
              ).map(([kind, count]) => (
                <div key={kind}>
                  <dt>{t(`preview.kind.${kind}`)}</dt>
                  <dd>{count}</dd>
                </div>
              ))}
            </dl>
            <p>
              <a className="more" href="#beslissing">
                {t('preview.to_decision')}
              </a>
            </p>
          </>
        )}
        <ImportNotices notices={notices} />
        <ImportSections sections={preview.sections} staying={preview.staying} />
        <ImportDecision
          path={paths.importPreview(slug, draft)}
          state={preview.state}
          expiresAt={expiresAt}
          changesNothing={changesNothing}
        />
      </div>
    </div>
  );
}
