import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, Link, Links, Meta, Outlet, useRouteError, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isLocale, LOCALES } from '../server/web/locale.ts';
import stylesheet from './app.css?url';
import { SiteFooter } from './components/site-footer.tsx';
import { SiteHeader } from './components/site-header.tsx';
import sans from './fonts/schibsted-grotesk-latin-wght-normal.woff2?url';
import { paths } from './paths.ts';
import { loadRootData } from './root-data.server.ts';

export const links: LinksFunction = () => [
  { rel: 'preload', href: sans, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
];

export function loader(args: LoaderFunctionArgs) {
  return loadRootData(args);
}

/** Nothing of a page runs in the browser, but for its islands (docs/decisions/0001). */
export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const { t, i18n } = useTranslation('common');
  const locale = root?.locale ?? (isLocale(i18n.language) ? i18n.language : 'nl');
  return (
    <html lang={locale} dir={LOCALES[locale].dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        {root?.hotReload && <script type="module" nonce={root.cspNonce} src={root.hotReload} />}
        {root?.clientEntry && <script type="module" src={root.clientEntry} />}
      </head>
      <body>
        <a className="skip" href="#inhoud">
          {t('skip')}
        </a>
        {root?.site.demo && (
          <aside className="banner no-print" aria-label={t('demo_more')}>
            <div className="wrap">
              <span>{t('demo_banner')}</span>
              <Link to={paths.aboutDemo()}>{t('demo_more')}</Link>
            </div>
          </aside>
        )}
        {root && <SiteHeader />}
        <main id="inhoud">{children}</main>
        {root && <SiteFooter />}
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** What happened and what to do, in plain words; the cause is in the log under the request's number. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation(['errors', 'common']);
  const code = codeOf(error);
  const root = useRouteLoaderData<typeof loader>('root');
  return (
    <div className="wrap foot-page">
      <title>{`${t(`errors:${code}.title`)} | Oever`}</title>
      <h1>{t(`errors:${code}.title`)}</h1>
      <p className="lead">{t(`errors:${code}.text`)}</p>
      {code === 'failed' && root?.requestId && <p className="tiny">{t('errors:request', { id: root.requestId })}</p>}
      <p style={{ display: 'flex', flexWrap: 'wrap', gap: 12, marginTop: 24 }}>
        {root?.back && (
          <Link className="btn" to={root.back}>
            {t('errors:back')}
          </Link>
        )}
        <Link className="btn sec-b" to={paths.home()}>
          {t('common:to_home')}
        </Link>
      </p>
    </div>
  );
}

function codeOf(error: unknown): string {
  if (!isRouteErrorResponse(error)) return 'failed';
  const { data, status } = error;
  if (typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string') return data.code;
  if (typeof data === 'string' && data.startsWith('{"code":')) return String(JSON.parse(data).code);
  if (status === 404) return 'not_found';
  if (status === 405) return 'wrong_method';
  return status < 500 ? 'invalid' : 'failed';
}
