import { useTranslation } from 'react-i18next';
import type { Idea } from '../../server/ideas/queries.ts';
import { ClockBadge } from '../components/clock-badge.tsx';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';

type Props = { ideas: readonly Idea[]; total: number; sort: 'newest' | 'supported'; base: string; listUrl: string };

/** Links open in the window around the frame. */
export function EmbeddedIdeas({ ideas, total, sort, base, listUrl }: Props) {
  const { t, i18n } = useTranslation('openData');
  return (
    <>
      <p className="what">{t(`embed.ideas_${sort}`)}</p>
      {ideas.length === 0 && <p>{t('embed.no_ideas')}</p>}
      <ol>
        {ideas.map((idea) => (
          <li key={idea.id}>
            <a href={`${base}${paths.idea(idea.trajectory.slug, idea.number)}`} target="_top">
              {idea.title}
            </a>
            <span className="facts">
              <span>{t('embed.support', { count: idea.supportCount, n: formatNumber(idea.supportCount, i18n.language) })}</span>
              {idea.clock && <ClockBadge clock={idea.clock} />}
            </span>
          </li>
        ))}
      </ol>
      <p className="small">
        <a href={listUrl} target="_top">
          {t('embed.all_ideas', { count: total, n: formatNumber(total, i18n.language) })}
        </a>
      </p>
    </>
  );
}
