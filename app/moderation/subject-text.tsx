import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ModeratedSubject } from '../../server/moderation/subjects.ts';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Shown = Pick<
  ModeratedSubject,
  | 'kind'
  | 'title'
  | 'text'
  | 'authorName'
  | 'createdAt'
  | 'trajectorySlug'
  | 'ideaNumber'
  | 'sectionNumber'
  | 'storyNumber'
  | 'challengeNumber'
  | 'meetingNumber'
  | 'photoId'
>;

/** Kinds under which a name stands unless the author chose not to. */
const SIGNED: readonly string[] = ['idea', 'comment', 'story'];

/** The text a moderator looks at, and where it stands. */
export function SubjectText({ subject }: { subject: Shown }) {
  const { t } = useTranslation('moderation');
  const { locale, today } = useRootData();
  const isLong = subject.kind === 'section' || subject.kind === 'meeting';
  return (
    <div>
      {subject.kind === 'idea' && <h3>{subject.title}</h3>}
      {subject.kind === 'photo' && subject.photoId && <img className="mod-photo" src={paths.photo(subject.photoId)} alt={subject.text} />}
      {isLong ? (
        <details>
          <summary>{t(subject.kind === 'meeting' ? 'meeting_text' : 'section_text', { title: subject.title })}</summary>
          <p className="serif mod-text">{subject.text}</p>
        </details>
      ) : (
        <p className="serif mod-text">{subject.text}</p>
      )}
      <p className="small muted">
        {t(`kind.${subject.kind}`)}
        {subject.authorName ? ` ${t('by', { name: subject.authorName })}` : SIGNED.includes(subject.kind) ? ` ${t('no_name')}` : ''}
        {subject.trajectorySlug !== null && (
          <>
            {subject.kind === 'idea' ? ', ' : ` ${t('at')} `}
            <Link to={placeOf(subject)}>{subject.kind === 'idea' ? t('idea_number', { number: subject.ideaNumber }) : subject.title}</Link>
          </>
        )}
        {', '}
        {formatMoment(subject.createdAt, locale, today)}
      </p>
    </div>
  );
}

export function placeOf({
  kind,
  trajectorySlug,
  ideaNumber,
  sectionNumber,
  storyNumber,
  challengeNumber,
  meetingNumber,
}: Pick<
  ModeratedSubject,
  'kind' | 'trajectorySlug' | 'ideaNumber' | 'sectionNumber' | 'storyNumber' | 'challengeNumber' | 'meetingNumber'
>): string {
  if (trajectorySlug === null) return paths.home();
  if (storyNumber !== null) return paths.story(trajectorySlug, storyNumber);
  if (meetingNumber !== null) return paths.meeting(trajectorySlug, meetingNumber);
  if (challengeNumber !== null) return paths.challenge(trajectorySlug, challengeNumber);
  if (ideaNumber !== null) return paths.idea(trajectorySlug, ideaNumber);
  if (sectionNumber !== null) return paths.section(trajectorySlug, sectionNumber);
  if (kind === 'response') return paths.answers(trajectorySlug);
  return paths.trajectory(trajectorySlug);
}
