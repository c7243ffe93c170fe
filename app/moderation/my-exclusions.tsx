import { useTranslation } from 'react-i18next';
import type { OwnExclusion } from '../../server/integrity/objection-queries.ts';
import { Icon } from '../components/icon.tsx';
import { ExclusionLink } from './excluded-note.tsx';

/** On `/mijn`: support and opinions a moderator took out of a count, each with the way to object. */
export function MyExclusions({ exclusions }: { exclusions: Pick<OwnExclusion, 'flagId' | 'of' | 'objection'>[] }) {
  const { t } = useTranslation('integrity');
  if (exclusions.length === 0) return null;
  return (
    <section className="account-box" aria-labelledby="excluded">
      <h2 id="excluded">{t('objection.mine')}</h2>
      <ul className="stack">
        {exclusions.map((exclusion) => (
          <li key={exclusion.flagId}>
            <Icon name="flag" /> <b>{t(`subject.${exclusion.of.kind}`, { ...exclusion.of })}</b> <ExclusionLink exclusion={exclusion} />
          </li>
        ))}
      </ul>
    </section>
  );
}
