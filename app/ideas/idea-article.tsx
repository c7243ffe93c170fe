import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import { Avatar } from '../components/avatar.tsx';
import { SourceLine } from '../components/source-line.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { PartnerLine } from './partner-line.tsx';
import { PeerSource, type PeerSourceOf } from './peer-source.tsx';
import { StatusNote } from './status-note.tsx';

/** The idea in its author's words. */
export function IdeaArticle({ idea, peer }: { idea: IdeaDetail; peer: PeerSourceOf }) {
  const { t, i18n } = useTranslation('ideas');
  const name = idea.author.anonymous ? t('author.anonymous') : idea.author.name;
  const place = [idea.area, idea.place].filter(Boolean).join(', ');
  return (
    <article className="a1">
      <h1>{idea.title}</h1>
      <p className="meta">
        <Avatar name={name} />
        <span>{[name, idea.author.neighbourhood].filter(Boolean).join(', ')}</span>
        <span>{formatMoment(idea.createdAt, i18n.language)}</span>
        {idea.themeName && <span>{t('detail.theme', { theme: idea.themeName })}</span>}
        {place && <span>{t('detail.place', { place })}</span>}
        {!idea.clock?.answeredOn && <StatusNote status={idea.status} />}
      </p>
      <SourceLine source={idea.source} />
      <PartnerLine partner={idea.partner} />
      <PeerSource source={peer} />
      {idea.status === 'hidden' && (
        <p className="note">
          {t('detail.hidden')} {idea.own && <Link to={paths.mine()}>{t('detail.hidden_more')}</Link>}
        </p>
      )}
      {idea.status === 'withdrawn' && <p className="note">{t('detail.withdrawn')}</p>}
      {idea.mergedInto && (
        <p className="note">
          {t('detail.merged')} <Link to={paths.idea(idea.trajectory.slug, idea.mergedInto.number)}>{idea.mergedInto.title}</Link>
        </p>
      )}
      <div className="prose">
        {idea.body.split('\n\n').map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change
          <p key={index}>{paragraph}</p>
        ))}
      </div>
      {idea.photo && (
        <figure className="idea-photo">
          <img src={paths.photo(idea.photo.id)} alt={idea.photo.alt} width={idea.photo.width} height={idea.photo.height} loading="lazy" />
        </figure>
      )}
      {idea.changedAt && (
        <p className="small muted idea-changed">
          {t('detail.changed', { day: formatMoment(idea.changedAt, i18n.language) })}{' '}
          <Link to={paths.ideaChanges(idea.trajectory.slug, idea.number)}>{t('detail.changes')}</Link>
        </p>
      )}
    </article>
  );
}
