import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../server/council/queries.ts';
import type { DossierStage } from '../../server/council/rules.ts';
import { Elsewhere } from '../components/official-answer.tsx';
import { StatusBadge, type Tone } from '../components/status-badge.tsx';
import { formatDay } from '../format.ts';
import { paths } from '../paths.ts';

const STAGES: readonly DossierStage[] = ['announced', 'forming', 'judging', 'deciding', 'decided'];

const OUTCOME_TONE: Record<NonNullable<Dossier['decision']>['outcome'], Tone> = {
  adopted: 'ok',
  amended: 'ok',
  held: 'pauze',
  rejected: 'laat',
  noted: 'neutraal',
};

/** Dossiers under the stage they are in; the three stages of the council are always named, the others when something is in them. */
export function DossierStages({ dossiers }: { dossiers: readonly Dossier[] }) {
  const { t } = useTranslation('council');
  return (
    <>
      {STAGES.map((stage) => {
        const own = dossiers.filter((dossier) => dossier.stage === stage);
        if (own.length === 0 && (stage === 'announced' || stage === 'decided')) return null;
        return (
          <section className="part" key={stage} aria-labelledby={`stap-${stage}`}>
            <h2 id={`stap-${stage}`}>
              {t(`stage.${stage}`)}
              <small>{t(`stage_means.${stage}`)}</small>
            </h2>
            {own.length === 0 ? (
              <p className="muted">{t('stage_empty')}</p>
            ) : (
              <ul className="rows">
                {own.map((dossier) => (
                  <DossierRow key={dossier.id} dossier={dossier} />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </>
  );
}

function DossierRow({ dossier }: { dossier: Dossier }) {
  const { t, i18n } = useTranslation('council');
  const { trajectory, next, decision, stage } = dossier;
  const upcoming = next ?? (stage === 'decided' ? null : dossier.meetings.at(-1));
  return (
    <li className="dos">
      <div>
        <h3>
          <Link to={paths.dossier(trajectory.slug, dossier.number)}>{dossier.title}</Link>
        </h3>
        <p className="small muted">
          {t('trajectory')}: <Link to={paths.trajectory(trajectory.slug)}>{trajectory.title}</Link>
        </p>
        {dossier.summary && <p className="quote">{dossier.summary}</p>}
      </div>
      <div className="small">
        {decision && (
          <p>
            <OutcomeBadge outcome={decision.outcome} />
            <span className="line muted">{formatDay(decision.decidedOn, i18n.language)}</span>
          </p>
        )}
        {upcoming && (
          <p>
            <b>{formatDay(upcoming.meetsOn, i18n.language)}</b>
            <br />
            {upcoming.url ? <Elsewhere name={upcoming.body} url={upcoming.url} /> : upcoming.body}
          </p>
        )}
        <p>
          <Link to={paths.outcomes(trajectory.slug)}>
            {t('outcomes')}
            <span className="sr">: {trajectory.title}</span>
          </Link>
        </p>
      </div>
    </li>
  );
}

export function OutcomeBadge({ outcome }: { outcome: NonNullable<Dossier['decision']>['outcome'] }) {
  const { t } = useTranslation('council');
  return (
    <StatusBadge tone={OUTCOME_TONE[outcome]} boxed>
      {t(`outcome.${outcome}`)}
    </StatusBadge>
  );
}
