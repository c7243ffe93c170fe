import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SourceView } from '../../server/meetings/sources.ts';
import { formatDayShort } from '../format.ts';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';

/** Where something came from that the municipality typed for somebody without internet: how, when, for whom if they agreed, and who typed it. */
export function SourceLine({ source }: { source: SourceView | null }) {
  const { t, i18n } = useTranslation('meetings');
  if (!source) return null;
  const day = formatDayShort(source.receivedOn, i18n.language);
  return (
    <p className="source">
      <Icon name="file-pen-line" />
      <span>
        {source.meeting ? (
          <>
            {t('source.meeting', { day })}{' '}
            <Link to={paths.meeting(source.meeting.trajectory, source.meeting.number)}>{source.meeting.title}</Link>
          </>
        ) : (
          t(`source.${source.channel}`, { day })
        )}
        {source.name && t('source.name', { name: source.name })}
        {'. '}
        {t('source.entered', { name: source.enteredBy })}
      </span>
    </p>
  );
}
