import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../server/council/queries.ts';
import { MEETING_STAGES } from '../../server/council/rules.ts';
import { Elsewhere } from '../components/official-answer.tsx';
import { formatDay } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** The three meetings on a line: what is over is filled, where it is now is ringed. */
export function StageLine({ dossier }: { dossier: Pick<Dossier, 'meetings' | 'stage'> }) {
  const { t, i18n } = useTranslation('council');
  const { today } = useRootData();
  return (
    <ol className="bob">
      {MEETING_STAGES.map((stage) => {
        const meeting = dossier.meetings.find((own) => own.stage === stage);
        const over = meeting !== undefined && (meeting.meetsOn < today || dossier.stage === 'decided');
        const now = dossier.stage === stage;
        return (
          <li
            key={stage}
            className={[over && !now ? 'over' : '', now ? 'now' : ''].join(' ').trim() || undefined}
            aria-current={now ? 'step' : undefined}
          >
            <b>{t(`stage.${stage}`)}</b>
            <span>{meeting ? formatDay(meeting.meetsOn, i18n.language) : t('dossier.no_date')}</span>
            {meeting && <span className="small">{meeting.url ? <Elsewhere name={meeting.body} url={meeting.url} /> : meeting.body}</span>}
            <span className="small muted">{t(`stage_means.${stage}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
