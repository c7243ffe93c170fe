import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SectionView } from '../../server/plan-texts/queries.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';

/** On a section's own page: the way into the text, or in words why there is none now. */
export function WriteInvitation({ slug, section }: { slug: string; section: SectionView }) {
  const { t } = useTranslation(['plan', 'errors']);
  const { number, policy, why } = section;
  const write = paths.writeSection(slug, number);
  const propose = paths.proposeChange(slug, number);
  const suggestable = policy === 'open' || policy === 'suggest';
  if (!suggestable) return <p className="note">{t(`plan:why_not.${policy}`)}</p>;
  if (why.suggest === 'blocked') return <p className="note">{t('errors:blocked.text')}</p>;
  const asks = (
    <PhaseAsks
      level={policy === 'open' ? section.asks.write : section.asks.suggest}
      why={policy === 'open' ? why.write : why.suggest}
      writing
    />
  );
  if (why.write === 'sign_in_first' || why.suggest === 'sign_in_first') {
    return (
      <div className="no-print">
        {asks}
        <p className="btns">
          <Link className="btn" to={paths.signIn(policy === 'open' ? write : propose)}>
            {t(policy === 'open' ? 'plan:sign_in_write' : 'plan:sign_in_propose')}
          </Link>
        </p>
      </div>
    );
  }
  if (why.write !== null && why.suggest !== null) return <div className="no-print">{asks}</div>;
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
