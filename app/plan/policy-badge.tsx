import { useTranslation } from 'react-i18next';
import type { SectionPolicy } from '../../server/permissions.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { StatusBadge } from '../components/status-badge.tsx';

const ICONS: Record<SectionPolicy, IconName> = { open: 'pencil-line', suggest: 'message-square-text', fixed: 'lock', closed: 'lock' };

/** What may be done with a section now: icon and words. */
export function PolicyBadge({ policy }: { policy: SectionPolicy }) {
  const { t } = useTranslation('plan');
  return (
    <StatusBadge tone={policy === 'open' ? 'wacht' : 'neutraal'} icon={ICONS[policy]}>
      {t(`policy.${policy}`)}
    </StatusBadge>
  );
}

/** The same in the table of contents: an icon, with its words for who does not see it. */
export function PolicyIcon({ policy }: { policy: SectionPolicy }) {
  const { t } = useTranslation('plan');
  return (
    <span className="live">
      <span title={t(`policy_short.${policy}`)}>
        <Icon name={ICONS[policy]} />
        <span className="sr">{t(`policy_short.${policy}`)}</span>
      </span>
    </span>
  );
}
