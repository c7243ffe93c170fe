import { useTranslation } from 'react-i18next';
import type { OwnPasskey } from '../../server/auth/passkeys.ts';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import type { PasskeyProps } from './islands/passkey.ts';

const NAME_ID = 'nieuwe-sleutel';

/** Passkeys: which there are, with their names, and how to make one. Making one is the browser's work, so that takes JavaScript; the rest does not. */
export function SecurityKeys({ passkeys }: { passkeys: OwnPasskey[] }) {
  const { t } = useTranslation('identity');
  const { locale, today } = useRootData();
  const moment = (at: Date) => formatMoment(at, locale, today);
  const island: PasskeyProps = {
    mode: 'register',
    nameId: NAME_ID,
    goTo: `${paths.security()}?gelukt=sleutel`,
    proveAt: paths.prove(paths.security()),
    showAt: paths.secondFactor(paths.security()),
    texts: {
      button: t('security.key_add'),
      busy: t('sign_in.key_busy'),
      stopped: t('security.key_failed'),
      wrong: t('security.key_failed'),
    },
  };
  return (
    <section className="side-head" aria-labelledby="sleutels">
      <div>
        <h2 id="sleutels">{t('security.keys')}</h2>
        <p className="small muted">{t('security.keys_text')}</p>
      </div>
      <div>
        {passkeys.length === 0 && <p>{t('security.no_keys')}</p>}
        <ul className="rows">
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="security-row">
              <div>
                <h3>{name}</h3>
                <p className="meta">
                  <span>{t('security.key_since', { moment: moment(createdAt) })}</span>
                  <span>{lastUsedAt ? t('security.key_used', { moment: moment(lastUsedAt) }) : t('security.key_never')}</span>
                </p>
              </div>
              <div className="btns">
                <details className="rename">
                  <summary className="btn ghost s">
                    {t('security.key_rename')} <span className="sr">{name}</span>
                  </summary>
                  <form method="post">
                    <input type="hidden" name="intent" value="rename" />
                    <input type="hidden" name="id" value={id} />
                    <label htmlFor={`naam-${id}`}>{t('security.key_name')}</label>
                    <input id={`naam-${id}`} name="name" defaultValue={name} maxLength={60} required className="inp" />
                    <button type="submit" className="btn s">
                      {t('security.key_save')}
                    </button>
                  </form>
                </details>
                <form method="post">
                  <input type="hidden" name="intent" value="remove" />
                  <button type="submit" name="id" value={id} className="btn dang s">
                    {t('security.key_remove')} <span className="sr">{name}</span>
                  </button>
                </form>
              </div>
            </li>
          ))}
        </ul>
        <div className="new-key">
          <div className="field" data-with-passkeys hidden>
            <label htmlFor={NAME_ID}>{t('security.key_name')}</label>
            <div className="hint">{t('security.key_name_hint')}</div>
            <input id={NAME_ID} className="inp" maxLength={60} defaultValue={t('security.key_default')} />
          </div>
          <div data-island="passkey" data-props={JSON.stringify(island)}>
            <p className="small muted">{t('security.key_needs')}</p>
          </div>
        </div>
      </div>
    </section>
  );
}
