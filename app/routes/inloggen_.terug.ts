import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { elsewhereCookie, failedElsewhere, readElsewhereCookie } from '../accounts/elsewhere.server.ts';
import { refusalOf } from '../api.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';

/** Where another place sends the browser back to. It comes by GET, as OpenID Connect has it; the cookie and the state in it make it ours. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const state = readElsewhereCookie(request);
  if (!state) return failedElsewhere(context, 'elsewhere_failed');
  try {
    const { search } = new URL(request.url);
    const { outcome, redirectTo } = await context.api.identity.finishElsewhere({ search, state });
    const to = outcome === 'new' ? `${paths.ownName()}?nieuw` : outcome === 'linked' ? `${paths.security()}?gelukt=gekoppeld` : redirectTo;
    return redirect(localPath(to, paths.mine()), { headers: { 'Set-Cookie': elsewhereCookie('', context) } });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return failedElsewhere(context, refusal.code);
  }
}
