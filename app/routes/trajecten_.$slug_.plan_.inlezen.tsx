import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SubmitButton } from '../components/form.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { ImportFaultSummary } from '../plan/import-fault.tsx';
import { sendImport } from '../plan/import-form.server.ts';
import { PlanFileLinks } from '../plan/plan-files.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const trajectory = await api(args).planExchange.start({ trajectory: args.params.slug ?? '' });
  const done = new URL(args.request.url).searchParams.get('klaar');
  const [added, changed, removed, unchanged] = /^\d{1,5}(?:-\d{1,5}){3}$/.test(done ?? '') ? (done ?? '').split('-').map(Number) : [];
  return {
    trajectory,
    done: added === undefined ? null : { added, changed, removed, unchanged },
    title: `${getT(args.context.locale, 'exchange')('title')}, ${trajectory.title}`,
  };
}

export async function action(args: ActionFunctionArgs) {
  // Before the file is read: who may not, sends it for nothing.
  await api(args).planExchange.start({ trajectory: args.params.slug ?? '' });
  return sendImport(args);
}

export default function ImportPlan() {
  const { t } = useTranslation(['exchange', 'plan']);
  const { trajectory, done } = useLoaderData<typeof loader>();
  const fault = useActionData<typeof action>()?.fault ?? null;
  const { slug } = trajectory;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(slug) },
          { label: t('plan:title'), to: paths.plan(slug) },
          { label: t('title') },
        ]}
      />
      <div className="exchange">
        {done && !fault && (
          <div className="done" role="status">
            <h2>{t('done.title')}</h2>
            <p>{t('done.counts', done)}</p>
            <p className="btns">
              <Link className="btn s" to={paths.plan(slug)}>
                {t('done.read')}
              </Link>
              <Link className="btn sec-b s" to={paths.planVersions(slug)}>
                {t('done.versions')}
              </Link>
            </p>
          </div>
        )}
        <ImportFaultSummary fault={fault} />
        <h1>{t('title')}</h1>
        <p className="lead">{t('lead')}</p>
        <div className="exchange-two">
          <form method="post" encType="multipart/form-data" action={paths.importPlan(slug)}>
            <div className={fault && fault.text === '' ? 'field has-err' : 'field'}>
              <label htmlFor="bestand">{t('form.file')}</label>
              <div className="hint" id="bestand-uitleg">
                {t('form.file_hint')}
              </div>
              <input
                className="inp file"
                type="file"
                id="bestand"
                name="file"
                accept=".docx,.md,.markdown,.txt,text/markdown,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                aria-describedby={fault ? 'bestand-uitleg fout' : 'bestand-uitleg'}
              />
            </div>
            <details className="paste" open={fault !== null && fault.text !== ''}>
              <summary>{t('form.paste_title')}</summary>
              <div className="field">
                <label htmlFor="tekst">{t('form.text')}</label>
                <div className="hint" id="tekst-uitleg">
                  {t('form.text_hint')}
                </div>
                <textarea
                  className="inp serif"
                  id="tekst"
                  name="text"
                  rows={12}
                  aria-describedby="tekst-uitleg"
                  defaultValue={fault?.text ?? ''}
                />
              </div>
            </details>
            <SubmitButton>{t('form.submit')}</SubmitButton>
          </form>
          <aside aria-labelledby="uitleg">
            <h2 id="uitleg">{t('how.title')}</h2>
            <ul>
              <li>{t('how.known')}</li>
              <li>{t('how.changed')}</li>
              <li>{t('how.written')}</li>
              <li>
                {t('how.file')}
                <PlanFileLinks slug={slug} readable />
              </li>
            </ul>
          </aside>
        </div>
      </div>
    </div>
  );
}
