import type { LoaderFunctionArgs } from '@remix-run/node';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { api } from '../api.server.ts';
import stylesheet from '../app.css?url';
import { TimesBoard } from '../components/times-board.tsx';
import { readTimesQuery } from '../components/times-query.server.ts';
import { createI18n } from '../i18n/i18n.server.ts';

/**
 * A small board for a frame on somebody else's website: a whole document without a script, a cookie or a menu. `server/web/guards.ts` lets this address alone be
 * framed by others.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { locale, publicUrl } = args.context;
  const call = api(args);
  const [figures, { municipality }] = await Promise.all([call.figures.responseTimes(readTimesQuery(args.request)), call.site.get()]);
  const html = renderToStaticMarkup(
    createElement(TimesBoard, { figures, municipality, locale, publicUrl, stylesheet, i18n: createI18n(locale) }),
  );
  return new Response(`<!doctype html>${html}`, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
