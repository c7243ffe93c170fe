import { useTranslation } from 'react-i18next';
import type { CouncilDecision } from '../../server/council/queries.ts';
import { Elsewhere } from '../components/official-answer.tsx';
import { formatDay } from '../format.ts';
import { CouncilSeats } from './council-seats.tsx';
import { ToldView } from './told-view.tsx';

/** What the council decided: the outcome with its votes, where it did otherwise than residents asked and why, and what was proposed to change. */
export function DecisionView({
  decision,
  replaced = false,
  letters = null,
}: {
  decision: CouncilDecision;
  replaced?: boolean;
  /** Where the letters are printed, for who may. */
  letters?: string | null;
}) {
  const { t, i18n } = useTranslation('council');
  return (
    <article className="dec">
      <div className="vt">
        <div>
          <p className="verdict">{t(`outcome.${decision.outcome}`)}</p>
          <p className="small muted">
            {t('decided_on', { day: formatDay(decision.decidedOn, i18n.language) })}
            {decision.votesFor !== null && `. ${t('votes', { yes: decision.votesFor, no: decision.votesAgainst })}`}
          </p>
        </div>
        <CouncilSeats votesFor={decision.votesFor} votesAgainst={decision.votesAgainst} />
      </div>
      {decision.correction && <p className="note">{t('correction', { text: decision.correction })}</p>}
      {replaced && <p className="note">{t('replaced')}</p>}
      <p className="quote">{decision.summary}</p>
      {decision.url && (
        <p className="small">
          <Elsewhere name={t('in_system')} url={decision.url} />
        </p>
      )}
      {decision.outcome !== 'held' && <Deviations decision={decision} />}
      {decision.motions.length > 0 && (
        <>
          <h3>{t('motions')}</h3>
          <ul>
            {decision.motions.map((motion) => (
              <li className="vt" key={motion.title}>
                <div>
                  <h4>
                    {t(`motion.${motion.kind}`)}: {motion.url ? <Elsewhere name={motion.title} url={motion.url} /> : motion.title}
                  </h4>
                  <p className="small muted">
                    {motion.votesFor !== null && `${t('votes', { yes: motion.votesFor, no: motion.votesAgainst })}, `}
                    {t(`motion.${motion.outcome}`)}
                  </p>
                </div>
                <CouncilSeats votesFor={motion.votesFor} votesAgainst={motion.votesAgainst} />
              </li>
            ))}
          </ul>
        </>
      )}
      {decision.outcome !== 'held' && !replaced && <ToldView told={decision.told} letters={letters} />}
    </article>
  );
}

function Deviations({ decision: { deviations } }: { decision: CouncilDecision }) {
  const { t } = useTranslation('council');
  if (deviations.length === 0) return <p>{t('no_deviations')}</p>;
  return (
    <>
      <h3>{t('deviations')}</h3>
      <ul className="devs">
        {deviations.map(({ subject, motivation }) => (
          <li key={subject}>
            <p>
              <b>{subject}</b>
            </p>
            <p className="small muted">{t('why')}</p>
            <p className="quote">{motivation}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
