import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { Icon } from '../components/icon.tsx';
import { formatNumber } from '../format.ts';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export async function loader(args: LoaderFunctionArgs) {
  return { counts: await api(args).privacy.ownCounts(), title: getT(args.context.locale, 'privacy')('own.title') };
}

/** What is kept of you, to take along; and the way out. */
export default function OwnData() {
  const { t } = useTranslation(['privacy', 'accounts']);
  const { locale } = useRootData();
  const { counts } = useLoaderData<typeof loader>();
  return (
    <div className="wrap sec desk trust">
      <Breadcrumb items={[{ label: t('own.mine'), to: paths.mine() }, { label: t('own.title') }]} />
      <h1>{t('own.title')}</h1>
      <p className="lead">{t('own.lead')}</p>
      <p className="btns">
        <a className="btn" href={paths.ownDataFile()} download>
          <Icon name="download" /> {t('own.download_all')}
        </a>
      </p>
      <section className="sec-tight" aria-labelledby="soorten">
        <h2 id="soorten">{t('own.kinds')}</h2>
        <p className="muted">{t('own.kinds_text')}</p>
        <ul className="rows data-kinds">
          {counts.map(({ kind, rows }) => (
            <li key={kind}>
              <span>{t(`kind.${kind}`)}</span>
              <span className="muted">{t('own.rows', { count: rows, n: formatNumber(rows, locale) })}</span>
              <a href={paths.ownDataFile(kind)} download>
                CSV<span className="sr">: {t(`kind.${kind}`)}</span>
              </a>
            </li>
          ))}
        </ul>
        <p className="muted">
          {t('own.how_long')} <Link to={paths.processingRegister()}>{t('own.to_register')}</Link>
        </p>
      </section>
      <section className="sec-tight" aria-labelledby="weg">
        <h2 id="weg">{t('erase.title')}</h2>
        <p className="measure">{t('erase.lead')}</p>
        <p className="btns">
          <Link className="btn sec-b" to={paths.eraseAccount()}>
            {t('erase.start')}
          </Link>
        </p>
      </section>
    </div>
  );
}
