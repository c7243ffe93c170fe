import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { formatDay, formatMoment, toDay } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  const number = args.params.section ?? '';
  const call = api(args);
  const { section, trajectory } = await call.planTexts.section({ trajectory: args.params.slug ?? '', number });
  const { versions, broken } = await call.planTexts.versionChain({ sectionId: section.id });
  return {
    trajectory,
    number,
    heading: section.heading,
    broken,
    versions: versions.map(({ content: _, ...version }) => version).reverse(),
    title: `${getT(args.context.locale, 'versions')('chain.title')}, ${section.heading}`,
  };
}

export default function CheckVersions() {
  const { t, i18n } = useTranslation(['versions', 'plan', 'redaction']);
  const { today } = useRootData();
  const { trajectory, number, heading, broken, versions } = useLoaderData<typeof loader>();
  const withoutWords = versions.filter((version) => version.redacted).length;
  return (
    <div className="wrap">
      <Breadcrumb
        items={[
          { label: trajectory.title, to: paths.trajectory(trajectory.slug) },
          { label: t('plan:title'), to: paths.plan(trajectory.slug) },
          { label: heading, to: paths.section(trajectory.slug, number) },
          { label: t('plan:history.title'), to: paths.sectionHistory(trajectory.slug, number) },
          { label: t('chain.title') },
        ]}
      />
      <div className="versions chain">
        <p className="small muted">{heading}</p>
        <h1>{t('chain.title')}</h1>
        <p className="lead">{t('chain.lead')}</p>
        {versions.length === 0 ? (
          <p className="note">{t('chain.none')}</p>
        ) : (
          <div className={broken ? 'chain-state broken' : 'chain-state'}>
            <Icon name={broken ? 'triangle-alert' : 'circle-check'} />
            <div>
              <h2>{broken ? t(`chain.broken_${broken.reason}`, { number: broken.number }) : t('chain.whole')}</h2>
              <p>{broken ? t('chain.broken_text') : t('chain.whole_text', { count: versions.length })}</p>
              {withoutWords > 0 && <p>{t('redaction:chain_count', { count: withoutWords })}</p>}
            </div>
          </div>
        )}
        <section aria-labelledby="codes">
          <h2 id="codes">{t('chain.codes')}</h2>
          <ol className="codes">
            {versions.map((version) => (
              <li key={version.number}>
                <p>
                  <b>{t('plan:history.named', { number: version.number, note: version.note })}</b>
                  <span className="small muted"> {formatMoment(version.createdAt, i18n.language, today)}</span>
                </p>
                <code>
                  <span className="sr">{t('chain.code_of', { number: version.number })}: </span>
                  {version.sha256}
                </code>
                {version.redacted && (
                  <>
                    <p className="small">{t('redaction:chain', { day: formatDay(toDay(version.redacted.at), i18n.language) })}</p>
                    <code>{version.redacted.sha256}</code>
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="hoe">
          <h2 id="hoe">{t('chain.how')}</h2>
          <div className="stack how">
            <p>{t('chain.how_1')}</p>
            <p>{t('chain.how_2')}</p>
            <p>{t('chain.how_3')}</p>
            <p>{t('chain.how_4')}</p>
          </div>
        </section>
        <section aria-labelledby="zelf">
          <h2 id="zelf">{t('chain.self')}</h2>
          <ol className="chain-steps">
            <li>
              {t('chain.step_1')}{' '}
              <a className="more" href={paths.versionsFile(trajectory.slug, number)} download>
                <Icon name="download" />
                {t('chain.download')}
              </a>
            </li>
            <li>
              {t('chain.step_2')}{' '}
              <a className="more" href="/controleer-versies.mjs" download>
                <Icon name="download" />
                {t('chain.script')}
              </a>
            </li>
            <li>
              {t('chain.step_3')}
              <pre>
                <code>node controleer-versies.mjs versies.json</code>
              </pre>
            </li>
            <li>{t('chain.step_4')}</li>
          </ol>
          <details className="exact">
            <summary>{t('chain.exact')}</summary>
            <p>{t('chain.exact_text')}</p>
          </details>
        </section>
      </div>
    </div>
  );
}
