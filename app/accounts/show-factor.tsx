import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import type { PasskeyProps } from './islands/passkey.ts';
import type { ShowFactor as Props } from './second-factor.server.ts';

/** A second factor before a grave act: every way this person has, or how to get one, with what was typed kept in each form. */
export function ShowFactor({ show }: { show: Props }) {
  const { t } = useTranslation(['secondFactor', 'errors', 'identity']);
  const { factors, kept, to, error } = show;
  const label = factors.provider ? factors.offered.staff : null;
  const isNone = !factors.passkey && !factors.app && !label;
  const key: PasskeyProps = {
    mode: 'prove',
    formId: 'tweede-verder',
    texts: {
      button: t('show.key_submit'),
      busy: t('identity:sign_in.key_busy'),
      stopped: t('identity:sign_in.key_stopped'),
      wrong: t('identity:sign_in.key_wrong'),
    },
  };
  return (
    <div className="wrap account prove">
      <div>
        <h1>{t('show.title')}</h1>
        <p className="lead">{t('show.lead')}</p>
        {kept && kept.length > 0 && <p className="kept-told">{t('show.kept')}</p>}
        {error && (
          <p className="err-sum" role="alert">
            {t(error as 'errors:app_code_wrong.text')}
          </p>
        )}
        {factors.app && (
          <section aria-labelledby="met-code">
            <h2 id="met-code">{t('show.code')}</h2>
            <p>{t('show.code_text')}</p>
            <Onward show={show}>
              <div className="field">
                <label htmlFor="tweede-code">{t('show.code_label')}</label>
                <input
                  id="tweede-code"
                  name="tweede-code"
                  autoComplete="one-time-code"
                  required
                  maxLength={60}
                  className="inp paper-code"
                />
              </div>
              <button type="submit" className="btn">
                {t('show.code_submit')}
              </button>
            </Onward>
          </section>
        )}
        {factors.passkey && (
          <section aria-labelledby="met-sleutel">
            <h2 id="met-sleutel">{t('show.key')}</h2>
            <Onward show={show} id="tweede-verder" />
            <div data-island="passkey" data-props={JSON.stringify(key)}>
              <p className="small muted">{t('show.key_needs')}</p>
            </div>
          </section>
        )}
        {label && (
          <section aria-labelledby="met-werk">
            <h2 id="met-werk">{t('show.provider')}</h2>
            <p>{t('show.provider_text')}</p>
            <form method="post" action={paths.signInElsewhere()} target="_blank" rel="noopener">
              <input type="hidden" name="plek" value="staff" />
              <input type="hidden" name="doel" value="prove" />
              <input type="hidden" name="naar" value={paths.security()} />
              <button type="submit" className="btn sec-b">
                {t('show.provider_submit', { label })}
              </button>
            </form>
          </section>
        )}
        {isNone && (
          <section aria-labelledby="geen">
            <h2 id="geen">{t('show.none')}</h2>
            <p>{t('show.none_text')}</p>
            <p className="btns">
              <a className="btn" href={paths.appCodes()} target="_blank" rel="noopener">
                {t('show.make_codes')}
              </a>
              <a className="btn sec-b" href={`${paths.security()}#sleutels`} target="_blank" rel="noopener">
                {t('show.make_key')}
              </a>
            </p>
          </section>
        )}
        {(isNone || label) && (
          <section aria-labelledby="klaar">
            <h2 id="klaar">{t('show.done')}</h2>
            <Onward show={show}>
              <button type="submit" className="btn sec-b">
                {t('show.done_submit')}
              </button>
            </Onward>
          </section>
        )}
        {!isNone && <p className="small muted">{t('show.lost')}</p>}
        <p className="account-aside">
          <Link to={kept ? to : paths.mine()}>{t('show.back')}</Link>
        </p>
      </div>
    </div>
  );
}

/** A form that goes on where it was asked, with what was sent there. */
function Onward({ show: { kept, to }, id, children }: { show: Props; id?: string; children?: ReactNode }) {
  return (
    <form method="post" action={paths.secondFactor(to)} className="form" {...(id ? { id } : {})}>
      <input type="hidden" name="tweede-stap" value="ja" />
      {kept && <input type="hidden" name="tweede-post" value="ja" />}
      {kept?.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the order is fixed
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
