import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';

/** How many people write in a text at this moment; nothing when nobody does. */
export function WritersNow({ count }: { count: number }) {
  const { t } = useTranslation('passages');
  if (count === 0) return null;
  return (
    <span className="writers-now">
      <Icon name="users" />
      {t('writers', { count })}
    </span>
  );
}

/** The same in a list, where there is only room for the number. */
export function WritersNowShort({ count }: { count: number }) {
  const { t } = useTranslation('passages');
  if (count === 0) return null;
  return (
    <span title={t('writers', { count })}>
      <Icon name="users" />
      <span aria-hidden="true">{count}</span>
      <span className="sr">{t('writers', { count })}</span>
    </span>
  );
}
