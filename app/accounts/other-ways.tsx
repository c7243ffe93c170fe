import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import type { PasskeyProps } from './islands/passkey.ts';

/** Signing in without a password: a link by mail, a passkey, or another place. */
export function OtherWays({ redirectTo, offered }: { redirectTo: string; offered: { staff: string | null; resident: string | null } }) {
  const { t } = useTranslation('identity');
  const island: PasskeyProps = {
    mode: 'sign_in',
    goTo: redirectTo,
    texts: { button: t('sign_in.by_key'), busy: t('sign_in.key_busy'), stopped: t('sign_in.key_stopped'), wrong: t('sign_in.key_wrong') },
  };
  return (
    <section className="other-ways" aria-labelledby="anders">
      <h2 id="anders">{t('sign_in.ways')}</h2>
      <ul>
        <li>
          <Link className="btn sec-b" to={paths.signInLink(redirectTo)}>
            <Icon name="mail" /> {t('sign_in.by_link')}
          </Link>
          <p className="small muted">{t('sign_in.by_link_hint')}</p>
        </li>
        {(['resident', 'staff'] as const).map((kind) => {
          const label = offered[kind];
          return (
            label && (
              <li key={kind}>
                <form method="post" action={paths.signInElsewhere()}>
                  <input type="hidden" name="plek" value={kind} />
                  <input type="hidden" name="doel" value="sign_in" />
                  <input type="hidden" name="naar" value={redirectTo} />
                  <button type="submit" className="btn sec-b">
                    {t('sign_in.by_provider', { label })}
                  </button>
                </form>
              </li>
            )
          );
        })}
        <li data-with-passkeys hidden>
          <div data-island="passkey" data-props={JSON.stringify(island)} />
          <p className="small muted">{t('sign_in.by_key_hint')}</p>
        </li>
      </ul>
    </section>
  );
}
