import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import type { OwnExclusion } from '../../server/integrity/objection-queries.ts';
import { Icon } from '../components/icon.tsx';
import { SupportGauge } from '../components/support-gauge.tsx';
import { formatDay, formatNumber } from '../format.ts';
import { ExcludedNote } from '../moderation/excluded-note.tsx';
import { paths } from '../paths.ts';
import { PhaseAsks } from '../visibility/phase-asks.tsx';

type Exclusion = Pick<OwnExclusion, 'flagId' | 'of' | 'objection'>;

/** How many people support the idea, what that brings, and one press to join or leave them. */
export function SupportBox({ idea, fault, exclusion }: { idea: IdeaDetail; fault: string | null; exclusion: Exclusion | null }) {
  const { t, i18n } = useTranslation(['ideas', 'errors', 'corrections']);
  const { supportCount, supportThreshold, supported, verifiedSupportCount } = idea;
  const missing = supportThreshold === null ? null : Math.max(0, supportThreshold - supportCount);
  return (
    <div className="vote" id="steun">
      <p className="big num">{formatNumber(supportCount, i18n.language)}</p>
      <p className="muted what">
        {t('support.people', {
          count: supportCount,
          verified: formatNumber(verifiedSupportCount, i18n.language),
          context: supportCount === 0 ? 'nobody' : verifiedSupportCount === 0 ? 'unverified' : 'verified',
        })}{' '}
        {missing !== null &&
          (missing > 0 ? t('support.missing', { count: missing, number: formatNumber(missing, i18n.language) }) : t('support.reached'))}
      </p>
      {supportCount > 0 && <p className="tiny muted confirmed">{t('support.confirmed')}</p>}
      {idea.supportTakenOut.map(({ count, on }) => (
        <p className="tiny muted" key={on}>
          {t('corrections:support_out', { count, day: formatDay(on, i18n.language) })}{' '}
          <Link to={paths.moderationLog()}>{t('corrections:support_out_log')}</Link>
        </p>
      ))}
      {supportThreshold !== null && (
        <div className="vote-gauge">
          <SupportGauge count={supportCount} threshold={supportThreshold} />
        </div>
      )}
      {fault && (
        <p className="err" role="alert">
          <Icon name="triangle-alert" />
          <span>{t(fault as never) as string}</span>
        </p>
      )}
      {exclusion ? (
        <ExcludedNote exclusion={exclusion} />
      ) : idea.may.support ? (
        <form method="post" action={`${paths.idea(idea.trajectory.slug, idea.number)}#steun`}>
          <input type="hidden" name="intent" value={supported ? 'withdrawSupport' : 'support'} />
          <button type="submit" className="steun" aria-pressed={supported}>
            {supported && <Icon name="check" />}
            {supported ? t('support.supported') : t('support.support')}
          </button>
          {supported && <p className="tiny">{t('support.again')}</p>}
        </form>
      ) : (
        <Refused idea={idea} />
      )}
    </div>
  );
}

function Refused({ idea }: { idea: IdeaDetail }) {
  const { t } = useTranslation(['ideas', 'errors']);
  if (idea.why.support === 'sign_in_first') {
    return (
      <Link className="steun" to={paths.signIn(`${paths.idea(idea.trajectory.slug, idea.number)}#steun`)}>
        {t('support.sign_in')}
      </Link>
    );
  }
  if (idea.why.support === 'not_verified' || idea.why.support === 'asks_address' || idea.why.support === 'asks_oidc')
    return <PhaseAsks level={idea.asks.support} why={idea.why.support} />;
  return <p className="note">{idea.supported ? t('support.kept') : t(`errors:${idea.why.support}.text`)}</p>;
}
