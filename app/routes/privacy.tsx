import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { TextPage } from '../components/text-page.tsx';
import { getT } from '../i18n/i18n.server.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

export function loader({ request, context }: LoaderFunctionArgs) {
  return { isErased: new URL(request.url).searchParams.has('account-weg'), title: getT(context.locale, 'static')('privacy.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title} | Oever` }];

export default function Privacy() {
  const { t } = useTranslation('privacy');
  const { site } = useRootData();
  const { isErased } = useLoaderData<typeof loader>();
  return (
    <>
      {isErased && (
        <div className="wrap trust">
          <p className="done erased" role="status">
            {t('erase.done')}
          </p>
        </div>
      )}
      <TextPage name="privacy" values={{ municipality: site.municipality, email: site.contactEmail, phone: site.contactPhone }} />
      <div className="wrap trust privacy-links">
        <p>
          <Link className="more" to={paths.ownData()}>
            {t('links.own')}
          </Link>
        </p>
        <p>
          <Link className="more" to={paths.processingRegister()}>
            {t('links.register')}
          </Link>
        </p>
        <p>
          <Link className="more" to={paths.eventChain()}>
            {t('links.log')}
          </Link>
        </p>
      </div>
    </>
  );
}
