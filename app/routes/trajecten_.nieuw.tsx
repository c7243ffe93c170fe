import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { SubmitButton } from '../components/form.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { chooseTemplate } from '../templates/choose.server.ts';
import { FaultSummary } from '../templates/fault-summary.tsx';
import { StepBar } from '../templates/step-bar.tsx';
import { TemplateRiver } from '../templates/template-river.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  return { ...(await api(args).templates.choices()), title: getT(args.context.locale, 'templates')('new.title') };
}

export async function action(args: ActionFunctionArgs) {
  // Before a file is read: who may not, sends it for nothing.
  await api(args).templates.choices();
  return chooseTemplate(args);
}

/** The first step: a template that comes with Oever, a trajectory from here, or a file from elsewhere. */
export default function NewTrajectory() {
  const { t } = useTranslation(['templates', 'trajectories']);
  const { builtIn, own } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const from = new Set(own.map(({ slug }) => slug));
  return (
    <div className="wrap new-trajectory">
      <Breadcrumb items={[{ label: t('trajectories:list.title'), to: paths.trajectories() }, { label: t('new.title') }]} />
      <FaultSummary faults={answer?.faults ?? []} />
      <StepBar step={1} />
      <h1>{t('new.title')}</h1>
      <p className="lead">{t('new.lead')}</p>
      <section aria-labelledby="sjabloon">
        <h2 id="sjabloon">{t('new.built_in')}</h2>
        <p className="muted">{t('new.built_in_hint')}</p>
        <ul className="rows">
          {builtIn.map(({ key, name, summary, phases }) => (
            <li className="template-row" key={key}>
              <div>
                <h3>{name}</h3>
                <p>{summary}</p>
                <p className="small muted">
                  {t('new.phases', { count: phases.length, titles: phases.map(({ title }) => title).join(' · ') })}
                </p>
              </div>
              <TemplateRiver phases={phases} />
              <form method="post" encType="multipart/form-data">
                <button type="submit" className="btn sec-b s" name="builtIn" value={key} aria-label={t('new.begin_with', { name })}>
                  {t('new.begin')}
                </button>
              </form>
            </li>
          ))}
        </ul>
      </section>
      {from.size > 0 && (
        <section aria-labelledby="eigen">
          <h2 id="eigen">{t('new.own')}</h2>
          <p className="muted">{t('new.own_hint')}</p>
          <form method="post" encType="multipart/form-data" className="form">
            <div className="field">
              <label htmlFor="traject">{t('new.own_field')}</label>
              <select className="inp" id="traject" name="trajectory">
                {own.map(({ slug, title }) => (
                  <option key={slug} value={slug}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            <label className="check">
              <input type="checkbox" name="startText" value="on" />
              <span>{t('new.start_text')}</span>
            </label>
            <SubmitButton className="btn sec-b">{t('new.copy')}</SubmitButton>
          </form>
        </section>
      )}
      <section aria-labelledby="elders">
        <h2 id="elders">{t('new.file')}</h2>
        <form method="post" encType="multipart/form-data" className="form">
          <div className={answer ? 'field has-err' : 'field'}>
            <label htmlFor="bestand">{t('new.file_field')}</label>
            <div className="hint" id="bestand-uitleg">
              {t('new.file_hint')}
            </div>
            {answer?.noFile && (
              <p className="err" id="bestand-fout" role="alert">
                {t('new.none')}
              </p>
            )}
            <input
              className="inp file"
              type="file"
              id="bestand"
              name="file"
              accept=".json,application/json"
              aria-describedby={answer?.noFile ? 'bestand-uitleg bestand-fout' : 'bestand-uitleg'}
            />
          </div>
          <SubmitButton className="btn sec-b">{t('new.send')}</SubmitButton>
        </form>
      </section>
    </div>
  );
}
