import { useTranslation } from 'react-i18next';
import type { PartnerSource } from '../../server/open-data/partners/sources.ts';
import { Icon } from '../components/icon.tsx';

/** The website or app an idea came in through, with the page it was written on. */
export function PartnerLine({ partner }: { partner: PartnerSource | null }) {
  const { t } = useTranslation('reach');
  if (!partner) return null;
  return (
    <p className="source">
      <Icon name="link" />
      <span>
        {t('through')}{' '}
        {partner.url && /^https?:\/\//i.test(partner.url) ? (
          <a href={partner.url} rel="nofollow noopener noreferrer">
            {partner.name}
          </a>
        ) : (
          partner.name
        )}
      </span>
    </p>
  );
}
