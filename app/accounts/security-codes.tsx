import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

/** Whether codes from an app are in use. For staff: nothing is asked of residents that these are needed for. */
export function SecurityCodes({ since }: { since: Date | null }) {
  const { t } = useTranslation('secondFactor');
  const { locale, today } = useRootData();
  return (
    <section className="side-head" aria-labelledby="codes">
      <div>
        <h2 id="codes">{t('security.title')}</h2>
        <p className="small muted">{t('security.text')}</p>
      </div>
      <div>
        <p>{since ? t('security.on', { moment: formatMoment(since, locale, today) }) : t('security.off')}</p>
        <Link className="btn sec-b s" to={paths.appCodes()}>
          {since ? t('security.change') : t('security.set_up')}
        </Link>
      </div>
    </section>
  );
}
