import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { formatNumber } from '../format.ts';

export type PeerSourceOf = { system: string; url: string | null; supports: number | null } | null;

/** Of an idea that was read in from another system: from which, and how many people supported it there. */
export function PeerSource({ source }: { source: PeerSourceOf }) {
  const { t, i18n } = useTranslation('templates');
  if (!source) return null;
  const { system, url, supports } = source;
  return (
    <p className="source">
      <Icon name="file-pen-line" />
      <span>
        {t('peer.from', { system })}{' '}
        {supports !== null && supports > 0 && t('peer.supports', { count: supports, number: formatNumber(supports, i18n.language) })}{' '}
        {url && (
          <a href={url} rel="noopener nofollow ugc">
            {t('peer.there')}
          </a>
        )}
      </span>
    </p>
  );
}
