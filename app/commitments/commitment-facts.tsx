import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { CommitmentPage } from '../../server/commitments/queries.ts';
import { Elsewhere } from '../components/official-answer.tsx';
import { paths } from '../paths.ts';
import { CommitmentDay, Evidence, ownerWords } from './commitment-rows.tsx';

/** When, who, from where, and how sure it is. */
export function CommitmentFacts({ commitment }: { commitment: CommitmentPage['commitment'] }) {
  const { t } = useTranslation('commitments');
  const { answer, decision, trajectory, owner } = commitment;
  return (
    <section>
      <dl className="pledge-facts">
        <dt>{t('promised')}</dt>
        <dd>
          <CommitmentDay item={commitment} />
          {commitment.movedReason && <p className="small muted">{commitment.movedReason}</p>}
        </dd>
        <dt>{t('owner')}</dt>
        <dd>{ownerWords(owner, t('municipality'))}</dd>
        <dt>{t('source')}</dt>
        <dd>
          {answer ? (
            <Link to={answer.ideaNumber === null ? paths.answers(trajectory.slug) : paths.idea(trajectory.slug, answer.ideaNumber)}>
              {t('from_answer', { title: answer.title })}
            </Link>
          ) : (
            !decision && t('from_hidden')
          )}
          {decision && <Elsewhere name={decision.title} url={decision.url} />}
        </dd>
        <dt>{t('evidence.title')}</dt>
        <dd>
          <Evidence level={commitment.evidenceLevel} />
          <p className="tiny muted">{t('evidence.source')}</p>
        </dd>
      </dl>
    </section>
  );
}
