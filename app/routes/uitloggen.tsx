import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction = () => [{ title: 'Uitloggen | Oever' }];

/** A link cannot sign anybody out: that takes the button. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.actor) throw redirect(paths.home());
  return null;
}

export async function action(args: ActionFunctionArgs) {
  await api(args).auth.signOut();
  return redirect(paths.home());
}

export default function SignOut() {
  const { t } = useTranslation('accounts');
  return (
    <div className="wrap account">
      <div>
        <h1>{t('sign_out.title')}</h1>
        <p className="lead">{t('sign_out.text')}</p>
        <form method="post">
          <button type="submit" className="btn">
            {t('sign_out.submit')}
          </button>
        </form>
      </div>
    </div>
  );
}
