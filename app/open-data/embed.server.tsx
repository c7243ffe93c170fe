import type { LoaderFunctionArgs } from '@remix-run/node';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { isLocale, LOCALES, type Locale } from '../../server/web/locale.ts';
import stylesheet from '../app.css?url';
import { createPageI18n, finishPage } from '../i18n/i18n.server.ts';

/** In a frame there are no cookies, so the language stands in the address. */
export function embedLocale({ request, context }: LoaderFunctionArgs): Locale {
  const asked = new URL(request.url).searchParams.get('taal');
  return isLocale(asked) ? asked : context.locale;
}

/**
 * A whole document for a frame on somebody else's website: no form, no cookie, no menu; its headers come from `server/web/embed.ts`. The one script says how high it
 * is; without it the frame scrolls.
 */
export function embedResponse(locale: Locale, { title, children }: { title: string; children: ReactNode }): Response {
  const i18n = createPageI18n(locale);
  const html = renderToStaticMarkup(
    <html lang={locale} dir={LOCALES[locale].dir}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet} />
        <script src="/inbed-hoogte.js" defer />
      </head>
      <body className="bord stuk">
        <I18nextProvider i18n={i18n}>
          <main>
            <h1>{title}</h1>
            {children}
          </main>
        </I18nextProvider>
      </body>
    </html>,
  );
  return new Response(finishPage(`<!doctype html>${html}`, locale), { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
