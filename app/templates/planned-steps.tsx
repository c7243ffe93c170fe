import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PlannedStep } from '../../server/trajectories/planned-steps.ts';
import { Icon } from '../components/icon.tsx';
import { formatDay, formatDayShort } from '../format.ts';
import { paths } from '../paths.ts';

type Shown = Pick<PlannedStep, 'kind' | 'title' | 'startsOn' | 'endsOn'>;

/** Votings and meetings with their days; each leads to its form, once there is a trajectory. */
export function StepRows({ steps, slug }: { steps: readonly (Shown & { id?: string })[]; slug: string | null }) {
  const { t, i18n } = useTranslation('reach');
  return (
    <ul className="rows planned">
      {steps.map(({ id, kind, title, startsOn, endsOn }) => (
        <li key={`${kind} ${title} ${startsOn}`}>
          <b>
            <Icon name={kind === 'voting' ? 'circle-check' : 'users'} /> {title}
          </b>
          <span className="num">
            {kind === 'voting'
              ? `${formatDayShort(startsOn, i18n.language)} – ${formatDay(endsOn, i18n.language)}`
              : formatDay(startsOn, i18n.language)}
          </span>
          {slug !== null && id !== undefined && (
            <Link to={`${kind === 'voting' ? paths.newVoting(slug) : paths.newMeeting(slug)}?gepland=${id}`}>
              {t(`planned.make_${kind}`)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the template says there will be: the maker fills in the rest. */
export function PlannedSteps({ steps, slug }: { steps: readonly PlannedStep[]; slug: string }) {
  const { t } = useTranslation('reach');
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="gepland" className="planned-part">
      <h2 id="gepland">{t('planned.title')}</h2>
      <p className="muted">{t('planned.lead')}</p>
      <StepRows steps={steps} slug={slug} />
    </section>
  );
}
