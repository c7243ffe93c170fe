import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';

/** What we want to know of somebody before they can vote: said beforehand, to everybody, since a letter takes days. */
export function VotingAsks({ level }: { level: string }) {
  const { t } = useTranslation('identity');
  const words = {
    none: t('asks.voting_none'),
    email: t('asks.voting_email'),
    address: t('asks.voting_address'),
    oidc: t('asks.voting_oidc', { label: t('asks.national') }),
  };
  return (
    <p className="voting-asks">
      {words[level as keyof typeof words] ?? words.email}{' '}
      {level === 'address' && <Link to={paths.ownAddress()}>{t('asks.voting_address_go')}</Link>}
    </p>
  );
}
