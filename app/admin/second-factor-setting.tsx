import { useTranslation } from 'react-i18next';
import type { SecondFactorSetting as Setting } from '../../server/site/second-factor-setting.ts';
import { StatusBadge } from '../components/status-badge.tsx';

/** For the administrator: whether staff show a second factor before grave acts, and how many have one. */
export function SecondFactorSetting({ setting: { on, staff, without } }: { setting: Setting }) {
  const { t } = useTranslation('secondFactor');
  return (
    <section className="sec-tight second-factor-setting" aria-labelledby="tweede-stap">
      <h2 id="tweede-stap">{t('admin.title')}</h2>
      <p>
        <StatusBadge tone={on ? 'ok' : 'neutraal'} icon={on ? 'circle-check' : 'lock'} boxed>
          {on ? t('admin.is_on') : t('admin.is_off')}
        </StatusBadge>
      </p>
      <p>{t('admin.text')}</p>
      <p>{t('admin.when')}</p>
      <p className="small muted">{without === 0 ? t('admin.all_have', { count: staff }) : t('admin.without', { count: without, staff })}</p>
      <form method="post" className="second-factor-switch">
        <input type="hidden" name="intent" value="second_factor" />
        {on && <p className="small muted">{t('admin.turn_off_text')}</p>}
        <button type="submit" name="on" value={on ? 'nee' : 'ja'} className={on ? 'btn sec-b s' : 'btn s'}>
          {on ? t('admin.turn_off') : t('admin.turn_on')} <span className="sr">{t('admin.title')}</span>
        </button>
      </form>
    </section>
  );
}

/** For a colleague who lost phone and paper. */
export function TakeFactor({ personId }: { personId: string }) {
  const { t } = useTranslation('secondFactor');
  return (
    <form method="post" className="form">
      <h4>{t('admin.take')}</h4>
      <p className="small muted">{t('admin.take_text')}</p>
      <input type="hidden" name="intent" value="take_factor" />
      <button type="submit" name="personId" value={personId} className="btn dang s">
        {t('admin.take_submit')}
      </button>
    </form>
  );
}
