import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { Avatar } from '../components/avatar.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { formatMoment } from '../format.ts';

/** What the municipality decided: the verdict, why, and when it was adopted in part what was made of it. In the box of an official answer. */
export function ProposalDecision({ proposal }: { proposal: ChangeProposal }) {
  const { t, i18n } = useTranslation(['proposals', 'answers', 'desk']);
  const { decision, clock, status, author } = proposal;
  if (!decision || (status !== 'accepted' && status !== 'partly' && status !== 'declined')) return null;
  return (
    <article className="ans" aria-labelledby="besluit-kop" id="besluit">
      <header>
        <span className="by">
          <Avatar name={decision.by ?? t('desk:answer.municipality')} staff />
          <span>
            <h2 id="besluit-kop">{t('answers:answer.title')}</h2>
            <span className="small muted">
              {[decision.by ?? t('desk:answer.municipality'), formatMoment(decision.at, i18n.language)].join(', ')}
            </span>
          </span>
        </span>
        {clock?.answeredOn && (
          <StatusBadge tone={clock.state === 'answered_on_time' ? 'ok' : 'laat'} boxed>
            {clock.state === 'answered_on_time'
              ? t('answers:answer.on_time', { day: clock.day, term: clock.term })
              : t('answers:answer.late', { count: clock.daysLate, day: clock.day, term: clock.term })}
          </StatusBadge>
        )}
      </header>
      <div className="bd">
        <p className="verdict">{t(`verdict.${status}`)}</p>
        {decision.reason !== '' && <div className="prose">{decision.reason}</div>}
        {decision.adopted && (
          <div className="adopted">
            <h3>{t('adopted.title')}</h3>
            <p className="small muted">
              {decision.by === null
                ? t('adopted.by_team', { author: author.name })
                : t('adopted.by', { author: author.name, official: decision.by })}
            </p>
            <div className="prose">
              <TextDiff parts={decision.adopted} />
            </div>
          </div>
        )}
      </div>
    </article>
  );
}
