import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { OwnExclusion } from '../../server/integrity/objection-queries.ts';
import { paths } from '../paths.ts';

/** Where somebody would press to support: that a moderator took theirs out, and where to read why and object. */
export function ExcludedNote({ exclusion }: { exclusion: Pick<OwnExclusion, 'flagId' | 'of' | 'objection'> }) {
  const { t } = useTranslation('integrity');
  return (
    <p className="note">
      {t(`objection.note_${exclusion.of.kind}`)} <ExclusionLink exclusion={exclusion} />
    </p>
  );
}

export function ExclusionLink({ exclusion: { flagId, objection } }: { exclusion: Pick<OwnExclusion, 'flagId' | 'objection'> }) {
  const { t } = useTranslation('integrity');
  const words = objection ? (objection.outcome ? 'answer' : 'follow') : 'to';
  return <Link to={paths.supportObjection(flagId)}>{t(`objection.${words}`)}</Link>;
}
