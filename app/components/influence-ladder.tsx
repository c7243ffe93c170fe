import { useTranslation } from 'react-i18next';
import { INFLUENCE_LADDER, type InfluenceLevel } from '../../server/trajectories/rules.ts';

/** How much say residents have in this phase, with the promise that belongs to it. */
export function InfluenceLadder({ level, promise }: { level: InfluenceLevel; promise: string }) {
  const { t } = useTranslation('trajectories');
  return (
    <aside aria-labelledby="invloed">
      <h2 id="invloed" style={{ fontSize: '1.25rem', marginBottom: 16 }}>
        {t('influence.title')}
      </h2>
      <ol className="ladder">
        {INFLUENCE_LADDER.map((step) => (
          <li key={step} {...(step === level ? { className: 'on', 'aria-current': true as const } : {})}>
            <div>
              <b>{t(`influence.${step}`)}</b>
              {step === level && <p className="small muted">{promise}</p>}
            </div>
          </li>
        ))}
      </ol>
    </aside>
  );
}
