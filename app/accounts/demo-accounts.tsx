import { useTranslation } from 'react-i18next';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../server/demo/accounts.ts';
import { paths } from '../paths.ts';

/** In demo mode: who you can be, one button each. */
export function DemoAccounts({ redirectTo }: { redirectTo: string }) {
  const { t } = useTranslation('accounts');
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('demo.title')}</h2>
      <p className="small muted">
        {t('demo.text')} <code>{DEMO_PASSWORD}</code>
      </p>
      <form method="post" action={paths.signIn()}>
        <input type="hidden" name="redirectTo" value={redirectTo} />
        <ul>
          {DEMO_ACCOUNTS.map(({ key, email }) => (
            <li key={email}>
              <div>
                <b>{t(`demo.${key}.name`)}</b>
                <span className="small muted">{t(`demo.${key}.may`)}</span>
                <span className="tiny">{email}</span>
              </div>
              <button type="submit" name="account" value={key} className="btn sec-b s">
                {t('demo.choose')} <span className="sr">{t(`demo.${key}.name`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </section>
  );
}
