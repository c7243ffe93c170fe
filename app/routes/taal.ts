import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { isLocale } from '../../server/web/locale.ts';
import { api } from '../api.server.ts';
import { localPath } from '../local-path.ts';

/**
 * Remembers the language for a year and goes back. Strictly needed for what the visitor asks, so no consent. Mails to who is signed in follow, when it was a link of
 * our own: somebody else's page may not choose for them.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { request, context } = args;
  const { searchParams } = new URL(request.url);
  const chosen = searchParams.get('kies');
  const locale = isLocale(chosen) ? chosen : 'nl';
  const site = request.headers.get('Sec-Fetch-Site');
  if (context.actor && (site === null || site === 'same-origin')) await api(args).identity.chooseLanguage({ locale });
  return redirect(localPath(searchParams.get('terug'), '/'), {
    headers: { 'Set-Cookie': `oever_taal=${locale}; Path=/; Max-Age=31536000; SameSite=Lax` },
  });
}
