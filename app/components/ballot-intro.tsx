import { Link } from '@remix-run/react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDayShort, formatMoney, formatNumber, formatTime, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { lastDay, untilWords } from './ballot-words.ts';
import { Icon } from './icon.tsx';
import { NoReferendum } from './no-referendum.tsx';
import { VotingAsks } from './voting-asks.tsx';

type Voting = {
  id: string;
  trajectory: { slug: string };
  title: string;
  question: string;
  kind: 'approval' | 'budget' | 'ranked';
  budget?: number;
  maxChoices?: number;
  minimumLevel: string;
  neighbourhoods: string[] | null;
  opensAt: string;
  closesAt: string;
  state: 'planned' | 'open' | 'closed';
  binding: boolean;
  ballotCount: number;
  whyNotCast: string | null;
};

/** What is asked, until when, and what the outcome is worth. */
export function BallotIntro({ voting, signedIn }: { voting: Voting; signedIn: boolean }) {
  const { t, i18n } = useTranslation('votings');
  const locale = i18n.language;
  const areas = new Intl.ListFormat(locale).format(voting.neighbourhoods ?? []);
  return (
    <div style={{ maxWidth: '46rem', marginTop: 14 }}>
      <h1>{voting.budget === undefined ? voting.title : t('heading.budget', { budget: formatMoney(voting.budget, locale) })}</h1>
      <p className="lead" style={{ marginTop: 14 }}>
        {voting.kind === 'budget' ? '' : `${voting.question} `}
        {voting.state === 'open' && `${howWords(voting, t)} ${t('lead.open', { until: untilWords(voting.closesAt, { t, locale }) })}`}
        {voting.neighbourhoods && ` ${t('lead.who', { areas })}`}
        {voting.state === 'planned' &&
          t('lead.planned', { from: `${formatDayShort(toDay(voting.opensAt), locale)}, ${formatTime(voting.opensAt, locale)}` })}
        {voting.state === 'closed' && t('lead.closed', { on: formatDayShort(lastDay(voting.closesAt), locale) })}
      </p>
      <p className="meta" style={{ marginTop: 12 }}>
        <span>{t('status.ballots', { count: voting.ballotCount, n: formatNumber(voting.ballotCount, locale) })}</span>
        {voting.state === 'open' && <span>{t('status.secret')}</span>}
      </p>
      {voting.state !== 'closed' && <VotingAsks level={voting.minimumLevel} />}
      {!voting.binding && <NoReferendum />}
      {voting.state !== 'closed' && (
        <details style={{ marginTop: 14 }}>
          <summary>{t('later.title')}</summary>
          <p className="small">{t('later.text')}</p>
        </details>
      )}
      {voting.state === 'closed' && (
        <p style={{ marginTop: 20 }}>
          <Link className="btn" to={paths.votingResult(voting.trajectory.slug, voting.id)}>
            {t('status.to_result')}
          </Link>
        </p>
      )}
      {voting.state === 'open' && signedIn && voting.whyNotCast && (
        <p className="err">
          <Icon name="triangle-alert" />
          <span>{t(refusalKey(voting), { areas })}</span>
        </p>
      )}
    </div>
  );
}

function howWords({ kind, maxChoices }: Voting, t: TFunction<'votings'>): string {
  if (maxChoices === undefined) return t(`how.${kind}`);
  return kind === 'approval' ? t('how.approval_max', { count: maxChoices }) : t(`how.${kind}_max`, { max: maxChoices });
}

function refusalKey({ whyNotCast, minimumLevel }: Voting) {
  if (whyNotCast === 'blocked') return 'status.blocked' as const;
  if (whyNotCast === 'outside_area') return 'status.outside_area' as const;
  return minimumLevel === 'email' || minimumLevel === 'none' ? ('status.not_verified' as const) : ('status.not_verified_address' as const);
}
