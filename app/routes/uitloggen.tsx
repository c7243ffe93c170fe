import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { api } from '../api.server.ts';
import { PageTitle } from '../components/page-title.tsx';
import { paths } from '../paths.ts';

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
      <PageTitle of="sign_out" />
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
