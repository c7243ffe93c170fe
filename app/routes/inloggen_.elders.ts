import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { elsewhereCookie, failedElsewhere } from '../accounts/elsewhere.server.ts';
import { refusalOf } from '../api.server.ts';
import { localPath } from '../local-path.ts';
import { paths } from '../paths.ts';
import { readForm } from '../read-form.server.ts';

/** Nothing to see here: the button on the sign-in page leads on to the other place. */
export function loader() {
  return redirect(paths.signIn());
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const [provider, purpose] = [form.get('plek'), form.get('doel')];
  if ((provider !== 'staff' && provider !== 'resident') || (purpose !== 'sign_in' && purpose !== 'link' && purpose !== 'prove'))
    return failedElsewhere(context, 'elsewhere_failed');
  const redirectTo = localPath(form.get('naar'), paths.mine());
  try {
    const { url, state } = await context.api.identity.startElsewhere({ provider, purpose, redirectTo });
    return redirect(url, { headers: { 'Set-Cookie': elsewhereCookie(state, context) } });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.code === 'prove_first') return redirect(paths.prove(paths.security()));
    if (refusal.code === 'second_factor_first') return redirect(paths.secondFactor(paths.security()));
    return failedElsewhere(context, refusal.code);
  }
}

/** Nothing to see; with it a refusal is told on a page of the site, and not as bare data. */
export default function Nothing() {
  return null;
}
