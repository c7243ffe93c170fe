import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { RETENTION } from '../../server/privacy/rules.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export function loader({ context }: LoaderFunctionArgs) {
  return { title: getT(context.locale, 'privacy')('register.title') };
}

export const handle = { sameForResidents: true };

const PROCESSINGS = ['accounts', 'contributions', 'formal_views', 'votings', 'offline', 'moderation', 'mails', 'log', 'technical'] as const;

/** The register of processing (AVG, article 30), in words a resident understands; the periods are those the job keeps to. */
export default function ProcessingRegister() {
  const { t } = useTranslation(['privacy', 'static']);
  const { site } = useRootData();
  return (
    <div className="wrap sec desk trust">
      <Breadcrumb items={[{ label: t('static:privacy.title'), to: paths.privacy() }, { label: t('register.title') }]} />
      <h1>{t('register.title')}</h1>
      <p className="lead">{t('register.lead', { municipality: site.municipality })}</p>
      <div className="register">
        {PROCESSINGS.map((name) => (
          <section key={name} aria-labelledby={name}>
            <h2 id={name}>{t(`register.${name}.title`)}</h2>
            <dl>
              {(['what', 'why', 'basis', 'who', 'how_long'] as const).map((part) => (
                <div key={part}>
                  <dt>{t(`register.${part}`)}</dt>
                  <dd>{t(`register.${name}.${part}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <section className="sec-tight" aria-labelledby="termijnen">
        <h2 id="termijnen">{t('retention.title')}</h2>
        <p className="measure">{t('retention.lead')}</p>
        <ul className="rows retention">
          {RETENTION.map(({ name }) => (
            <li key={name}>{t(`retention.${name}`)}</li>
          ))}
        </ul>
      </section>
      <p className="measure">
        {t('register.contact', { email: site.contactEmail, phone: site.contactPhone })}{' '}
        <Link to={paths.ownData()}>{t('register.to_own')}</Link>
      </p>
    </div>
  );
}
