import { useTranslation } from 'react-i18next';
import { MiniRiver } from '../components/mini-river.tsx';
import { type Moment, momentOf, type RiverPhase } from '../components/river-drawing.tsx';
import { formatDayShort, formatMonths } from '../format.ts';

/** The river with its phases in words; what residents can do now stands out. */
export function EmbeddedPhases({ phases, moment, url }: { phases: readonly RiverPhase[]; moment: Moment; url: string }) {
  const { t, i18n } = useTranslation(['trajectories', 'openData']);
  return (
    <>
      <MiniRiver phases={phases} today={moment.today} />
      <ol>
        {phases.map((phase) => (
          <li key={phase.id} {...(phase.active ? { 'aria-current': 'step' as const } : {})}>
            <b>{phase.title}</b>
            <span className="facts">
              <span>
                {phase.active
                  ? t('until', { day: formatDayShort(phase.endsOn, i18n.language) })
                  : formatMonths(phase.startsOn, phase.endsOn, i18n.language)}
              </span>
              <span>{t(`state.${momentOf(phase, moment)}`)}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="small">
        <a href={url} target="_top">
          {t('openData:embed.to_trajectory')}
        </a>
      </p>
    </>
  );
}
