import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';

/** On a section's own page: the way into the text, or in words why there is none now. */
export function WriteInvitation({ slug, section }: { slug: string; section: SectionView }) {
  const { t } = useTranslation(['plan', 'errors']);
  const { number, policy, why } = section;
  const write = paths.writeSection(slug, number);
  const propose = paths.proposeChange(slug, number);
  const suggestable = policy === 'open' || policy === 'suggest';
  if (!suggestable) return <p className="note">{t(`plan:why_not.${policy}`)}</p>;
  if (why.suggest === 'blocked') return <p className="note">{t('errors:blocked.text')}</p>;
  if (why.write === 'sign_in_first' || why.suggest === 'sign_in_first') {
    return (
      <p className="btns no-print">
        <Link className="btn" to={paths.signIn(policy === 'open' ? write : propose)}>
          {t(policy === 'open' ? 'plan:sign_in_write' : 'plan:sign_in_propose')}
        </Link>
      </p>
    );
  }
  return (
    <p className="btns no-print">
      {why.write === null && (
        <Link className="btn" to={write}>
          <Icon name="pencil-line" />
          {t('plan:write')}
        </Link>
      )}
      {why.suggest === null && (
        <Link className={why.write === null ? 'btn ghost' : 'btn'} to={propose}>
          {t('plan:propose')}
        </Link>
      )}
    </p>
  );
}
