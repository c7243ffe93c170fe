import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Caller } from '../../server/router.ts';
import { formatDay, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Props = {
  account: Pick<Awaited<ReturnType<Caller['auth']['myAccount']>>, 'email' | 'name' | 'verificationLevel'>;
  security: Pick<Awaited<ReturnType<Caller['identity']['security']>>, 'hasPassword' | 'links' | 'offered'>;
};

/** Password, address, other places to sign in, and what is known of somebody. */
export function SecurityWays({ account, security: { hasPassword, links, offered } }: Props) {
  const { t } = useTranslation('identity');
  const { locale } = useRootData();
  const places = (['resident', 'staff'] as const).flatMap((kind) => {
    const label = offered[kind];
    const link = links.find(({ provider }) => provider === kind);
    return label || link ? [{ kind, label: label ?? link?.provider ?? '', link }] : [];
  });
  return (
    <>
      <section className="side-head" aria-labelledby="wachtwoord">
        <h2 id="wachtwoord">{t('security.password')}</h2>
        <div>
          <p>{hasPassword ? t('security.password_has') : t('security.password_none')}</p>
          <Link className="btn sec-b s" to={paths.changePassword()}>
            {hasPassword ? t('security.password_change') : t('security.password_first')}
          </Link>
        </div>
      </section>
      <section className="side-head" aria-labelledby="mailadres">
        <h2 id="mailadres">{t('security.email')}</h2>
        <div>
          <p className="own-email">{account.email ?? t('security.email_none')}</p>
          <Link className="btn sec-b s" to={paths.changeEmail()}>
            {account.email ? t('security.email_change') : t('security.email_add')}
          </Link>
        </div>
      </section>
      {places.length > 0 && (
        <section className="side-head" aria-labelledby="elders">
          <h2 id="elders">{t('security.elsewhere_title')}</h2>
          <div>
            {places.map(({ kind, label, link }) =>
              link ? (
                <form method="post" key={kind}>
                  <input type="hidden" name="intent" value="unlink" />
                  <p>{t('security.linked', { label, moment: formatDay(toDay(link.linkedAt), locale) })}</p>
                  <button type="submit" name="provider" value={kind} className="btn sec-b s">
                    {t('security.unlink')} <span className="sr">{label}</span>
                  </button>
                </form>
              ) : (
                <form method="post" action={paths.signInElsewhere()} key={kind}>
                  <input type="hidden" name="plek" value={kind} />
                  <input type="hidden" name="doel" value="link" />
                  <input type="hidden" name="naar" value={paths.security()} />
                  {kind === 'resident' && <p className="small muted">{t('security.link_text')}</p>}
                  <button type="submit" className="btn sec-b s">
                    {t('security.link_with', { label })}
                  </button>
                </form>
              ),
            )}
          </div>
        </section>
      )}
      <section className="side-head" aria-labelledby="zeker">
        <h2 id="zeker">{t('security.level')}</h2>
        <div>
          <p>{t(`security.level_${account.verificationLevel}`)}</p>
          {(account.verificationLevel === 'none' || account.verificationLevel === 'email') && (
            <Link className="btn sec-b s" to={paths.ownAddress()}>
              {t('security.level_address_ask')}
            </Link>
          )}
        </div>
      </section>
      <section className="side-head" aria-labelledby="naam">
        <h2 id="naam">{t('security.name')}</h2>
        <div>
          <p>{t('security.name_shown', { name: account.name })}</p>
          <Link className="btn sec-b s" to={paths.ownName()}>
            {t('security.name_change')}
          </Link>
        </div>
      </section>
    </>
  );
}
