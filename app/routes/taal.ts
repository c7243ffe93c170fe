import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { isLocale } from '../../server/web/locale.ts';
import { localPath } from '../local-path.ts';

/** Remembers the language for a year and goes back. Strictly needed for what the visitor asks, so no consent. */
export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const chosen = searchParams.get('kies');
  const locale = isLocale(chosen) ? chosen : 'nl';
  return redirect(localPath(searchParams.get('terug'), '/'), {
    headers: { 'Set-Cookie': `oever_taal=${locale}; Path=/; Max-Age=31536000; SameSite=Lax` },
  });
}
