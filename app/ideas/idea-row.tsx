import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Idea } from '../../server/ideas/queries.ts';
import { THUMBNAIL } from '../../server/photos/rules.ts';
import { ClockBadge } from '../components/clock-badge.tsx';
import { Icon } from '../components/icon.tsx';
import { SupportGauge } from '../components/support-gauge.tsx';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { excerpt } from './excerpt.ts';
import { StatusNote } from './status-note.tsx';

/** An idea in a list: its support against what it needs, its first words, and where the answer stands. */
export function IdeaRow({ idea, pin, showTrajectory = false }: { idea: Idea; pin?: number | undefined; showTrajectory?: boolean }) {
  const { t, i18n } = useTranslation('ideas');
  return (
    <li className={idea.photo ? 'idea has-photo' : 'idea'}>
      <div className="v num">
        <b>{formatNumber(idea.supportCount, i18n.language)}</b>
        {idea.supportThreshold === null ? (
          <span>{t('row.supporters', { count: idea.supportCount })}</span>
        ) : (
          <>
            <span>{t('row.of', { threshold: formatNumber(idea.supportThreshold, i18n.language) })}</span>
            <SupportGauge count={idea.supportCount} threshold={idea.supportThreshold} />
          </>
        )}
      </div>
      <div className="words">
        <h2>
          <Link className="idea-link" to={paths.idea(idea.trajectory.slug, idea.number)}>
            {idea.title}
          </Link>
        </h2>
        <p>{excerpt(idea.body)}</p>
        <div className="meta">
          {pin !== undefined && (
            <span className="pin">
              <span className="sr">{t('row.on_map')} </span>
              {pin}
            </span>
          )}
          {showTrajectory && <span>{idea.trajectory.title}</span>}
          {idea.themeName && <span>{idea.themeName}</span>}
          <span className="nb">
            <Icon name="message-square" /> {t('row.comments', { count: idea.commentCount })}
          </span>
          {idea.clock ? <ClockBadge clock={idea.clock} boxed /> : <StatusNote status={idea.status} />}
        </div>
      </div>
      {idea.photo && (
        // What is on it is told on the page of the idea; here it stands beside the title.
        <img
          className="thumb"
          src={paths.thumbnail(idea.photo.id)}
          alt=""
          width={THUMBNAIL.width}
          height={THUMBNAIL.height}
          loading="lazy"
        />
      )}
    </li>
  );
}
