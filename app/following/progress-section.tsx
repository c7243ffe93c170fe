import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaProgress, MilestoneView } from '../../server/ideas/progress-queries.ts';
import { PROGRESS } from '../../server/ideas/progress-rules.ts';
import { Icon } from '../components/icon.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Props = { progress: IdeaProgress; slug: string; number: number };

/** How far an answered idea is: the three stops, and what happens on the way. Only where something is carried out. */
export function ProgressSection({ progress, slug, number }: Props) {
  const { t } = useTranslation('following');
  const at = PROGRESS.findIndex((step) => step === progress.status);
  const begun = at > 0 || progress.milestones.length > 0;
  if (at < 0 || (!begun && progress.steps.length === 0)) return null;
  return (
    <section className="progress" id="uitvoering" aria-labelledby="uitvoering-kop">
      <h2 id="uitvoering-kop">{t('progress.title')}</h2>
      <ol className="stops" aria-label={t('progress.steps')}>
        {PROGRESS.map((step, index) => (
          <li
            key={step}
            className={index < at ? 'past' : index === at ? 'now' : 'next'}
            {...(index === at ? { 'aria-current': 'step' } : {})}
          >
            <span>{t(`progress.step.${step}`)}</span>
            <span className="sr"> ({index < at ? t('progress.passed') : index === at ? t('progress.now') : t('progress.to_come')})</span>
          </li>
        ))}
      </ol>
      <Milestones milestones={progress.milestones} />
      {progress.may.carryOut && (
        <p>
          <Link className="btn sec-b s" to={paths.ideaProgress(slug, number)}>
            {t('progress.manage')}
          </Link>
        </p>
      )}
    </section>
  );
}

export function Milestones({ milestones }: { milestones: readonly MilestoneView[] }) {
  const { t } = useTranslation('following');
  if (milestones.length === 0) return <p className="muted small">{t('progress.none')}</p>;
  return (
    <ol className="milestones" aria-label={t('progress.milestones')}>
      {milestones.map((milestone) => (
        <li key={milestone.id}>
          <Milestone milestone={milestone} />
        </li>
      ))}
    </ol>
  );
}

export function Milestone({ milestone }: { milestone: MilestoneView }) {
  const { t, i18n } = useTranslation('following');
  const { today } = useRootData();
  const { title, plannedOn, firstPlannedOn, reason, doneOn, removed } = milestone;
  const late = doneOn === null && !removed && plannedOn < today;
  return (
    <>
      <span className="milestone-mark" aria-hidden="true">
        <Icon name={doneOn ? 'circle-check' : removed ? 'circle-x' : 'calendar-plus-2'} />
      </span>
      <div>
        <p className={removed ? 'name gone' : 'name'}>{title}</p>
        <p className="small muted">
          {doneOn
            ? t('progress.done_on', { day: formatDay(doneOn, i18n.language) })
            : removed
              ? t('progress.removed')
              : t('progress.planned', { day: formatDay(plannedOn, i18n.language) })}{' '}
          {late && <StatusBadge tone="laat">{t('progress.late')}</StatusBadge>}
        </p>
        {reason && (
          <p className="small">
            {firstPlannedOn && !removed && `${t('progress.moved', { day: formatDay(firstPlannedOn, i18n.language) })} `}
            {reason}
          </p>
        )}
      </div>
    </>
  );
}
