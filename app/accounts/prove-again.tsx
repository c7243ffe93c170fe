import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import type { PasskeyProps } from './islands/passkey.ts';
import type { Prove } from './proved.server.ts';

/** "Is it really you?": every way there is, and what was asked kept in each of them. `back`: where one goes who would rather not. */
export function ProveAgain({ prove: { ways, kept, email, codeSent, error }, back }: { prove: Prove; back: string }) {
  const { t } = useTranslation(['identity', 'errors']);
  const { path } = useRootData();
  const key: PasskeyProps = {
    mode: 'prove',
    formId: 'bewijs-verder',
    texts: { button: t('prove.key_submit'), busy: t('sign_in.key_busy'), stopped: t('sign_in.key_stopped'), wrong: t('sign_in.key_wrong') },
  };
  const providers = ways.providers.flatMap((kind) => {
    const label = ways.offered[kind];
    return label ? [{ kind, label }] : [];
  });
  return (
    <div className="wrap account prove">
      <div>
        <h1>{t('prove.title')}</h1>
        <p className="lead">{t('prove.lead')}</p>
        {error && (
          <p className="err-sum" role="alert">
            {t(error as 'errors:wrong_credentials.text')}
          </p>
        )}
        {ways.password && (
          <section aria-labelledby="met-wachtwoord">
            <h2 id="met-wachtwoord">{t('prove.password')}</h2>
            <form method="post" className="form">
              <Kept fields={kept} />
              <input type="hidden" name="bewijs" value="wachtwoord" />
              <div className="field">
                <label htmlFor="bewijs-wachtwoord">{t('prove.password_label')}</label>
                <input
                  id="bewijs-wachtwoord"
                  name="bewijs-wachtwoord"
                  type="password"
                  autoComplete="current-password"
                  required
                  className="inp"
                />
              </div>
              <button type="submit" className="btn">
                {t('prove.password_submit')}
              </button>
            </form>
          </section>
        )}
        {ways.passkey && (
          <section aria-labelledby="met-sleutel">
            <h2 id="met-sleutel">{t('prove.key')}</h2>
            <form method="post" id="bewijs-verder">
              <Kept fields={kept} />
            </form>
            <div data-island="passkey" data-props={JSON.stringify(key)}>
              <p className="small muted">{t('prove.key_needs')}</p>
            </div>
          </section>
        )}
        {ways.code && (
          <section aria-labelledby="met-code">
            <h2 id="met-code">{t('prove.code')}</h2>
            <form method="post" className="form">
              <Kept fields={kept} />
              {codeSent ? (
                <>
                  <p role="status">
                    <Icon name="mail" /> {t('prove.code_sent')}
                  </p>
                  <div className="field">
                    <label htmlFor="bewijs-code">{t('prove.code_label')}</label>
                    <input id="bewijs-code" name="bewijs-code" inputMode="numeric" autoComplete="one-time-code" className="inp short" />
                  </div>
                  <p className="btns">
                    <button type="submit" className="btn" name="bewijs" value="code">
                      {t('prove.code_submit')}
                    </button>
                    <button type="submit" className="btn ghost" name="bewijs" value="stuur">
                      {t('prove.code_again')}
                    </button>
                  </p>
                </>
              ) : (
                <>
                  <p>{t('prove.code_text', { email })}</p>
                  <button type="submit" className="btn sec-b" name="bewijs" value="stuur">
                    {t('prove.code_send')}
                  </button>
                </>
              )}
            </form>
          </section>
        )}
        {providers.map(({ kind, label }) => (
          <form method="post" action={paths.signInElsewhere()} key={kind}>
            <input type="hidden" name="plek" value={kind} />
            <input type="hidden" name="doel" value="prove" />
            <input type="hidden" name="naar" value={path} />
            <button type="submit" className="btn sec-b">
              {t('prove.provider_submit', { label })}
            </button>
          </form>
        ))}
        <p className="account-aside">
          <Link to={back}>{t('prove.back')}</Link>
        </p>
      </div>
    </div>
  );
}

/** What was asked, to go on with. */
function Kept({ fields }: { fields: Prove['kept'] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the order is fixed
  return fields.map(([name, value], index) => <input key={index} type="hidden" name={name} value={value} />);
}
