import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import type { PublishedResponse } from '../../server/responses/answers.ts';
import { Avatar } from '../components/avatar.tsx';
import { ClockBadge } from '../components/clock-badge.tsx';
import { Icon } from '../components/icon.tsx';
import { OfficialAnswer } from '../components/official-answer.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { TextDiff } from '../components/text-diff.tsx';
import { formatMoment } from '../format.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { DecideForm } from './decide-form.tsx';

type Props = {
  proposal: ChangeProposal;
  /** When the municipality wrote an answer instead of, or before, deciding. */
  answer: PublishedResponse | undefined;
  action: string;
  lastResult: LastResult;
};

/** A change proposal: what would change, why, who agrees, and what the municipality did with it. */
export function ProposalCard({ proposal, answer, action, lastResult }: Props) {
  const { t, i18n } = useTranslation('plan');
  const { today, actor } = useRootData();
  const { id, number, author, createdAt, diff, reason, status, clock } = proposal;
  return (
    <article className="prop" id={`voorstel-${id}`} aria-labelledby={`voorstel-${id}-kop`}>
      <h3 className="hd" id={`voorstel-${id}-kop`}>
        <Avatar name={author.name} />
        <span>{t('proposal.by', { name: author.name, number })}</span>
        <span className="muted">{formatMoment(createdAt, i18n.language, today)}</span>
      </h3>
      <div className="prose">
        <TextDiff parts={diff} />
      </div>
      <p className="why">{reason}</p>
      <p className="hd">
        {status === 'open' ? clock && <ClockBadge clock={clock} /> : <ProposalStatus status={status} />}
        {actor && !proposal.may.withdraw && status === 'open' && (
          <Link to={paths.report('change_proposal', id)}>{t('proposal.report')}</Link>
        )}
      </p>
      {proposal.decision && <Decision decision={proposal.decision} />}
      {answer && <OfficialAnswer response={answer} clock={null} />}
      <Support proposal={proposal} action={action} />
      {proposal.may.withdraw && <Withdraw id={id} action={action} />}
      {proposal.why.decide === null && <DecideForm proposal={proposal} action={action} lastResult={lastResult} />}
    </article>
  );
}

function ProposalStatus({ status }: { status: 'accepted' | 'declined' | 'withdrawn' }) {
  const { t } = useTranslation('plan');
  const tone = status === 'accepted' ? 'ok' : 'neutraal';
  return (
    <StatusBadge tone={tone} icon={status === 'accepted' ? 'circle-check' : status === 'declined' ? 'circle-x' : 'undo-2'}>
      {t(`proposal.${status}`)}
    </StatusBadge>
  );
}

function Decision({ decision }: { decision: NonNullable<ChangeProposal['decision']> }) {
  const { t, i18n } = useTranslation('plan');
  const { today } = useRootData();
  return (
    <div className="decision">
      <p className="small muted">
        {t('proposal.decided_by', { name: decision.by, when: formatMoment(decision.at, i18n.language, today) })}
      </p>
      {decision.reason !== '' && <p>{decision.reason}</p>}
    </div>
  );
}

function Support({ proposal, action }: Pick<Props, 'proposal' | 'action'>) {
  const { t } = useTranslation('plan');
  const { id, agree, disagree, own, why } = proposal;
  if (why.support === 'sign_in_first') {
    return (
      <p className="btns no-print">
        <span className="small">{t('proposal.counts', { agree, disagree })}</span>
        <Link className="more" to={paths.signIn(action)}>
          {t('proposal.sign_in')}
        </Link>
      </p>
    );
  }
  if (why.support !== null) return <p className="small muted">{t('proposal.counts', { agree, disagree })}</p>;
  const press = (agrees: boolean) => ({
    name: 'agrees',
    value: own === agrees ? 'terug' : agrees ? 'ja' : 'nee',
    'aria-pressed': own === agrees,
  });
  return (
    <form className="btns" method="post" action={`${action}#voorstel-${id}`}>
      <input type="hidden" name="intent" value="support" />
      <input type="hidden" name="changeProposalId" value={id} />
      <button type="submit" className="steun s" {...press(true)}>
        {own === true && <Icon name="check" />}
        {t('proposal.agree', { count: agree })}
      </button>
      <button type="submit" className={own === false ? 'btn sec-b s' : 'btn ghost s'} {...press(false)}>
        {own === false && <Icon name="check" />}
        {t('proposal.disagree', { count: disagree })}
      </button>
    </form>
  );
}

function Withdraw({ id, action }: { id: string; action: string }) {
  const { t } = useTranslation('plan');
  return (
    <form className="btns" method="post" action={`${action}#voorstel-${id}`}>
      <input type="hidden" name="intent" value="withdraw" />
      <input type="hidden" name="changeProposalId" value={id} />
      <button type="submit" className="btn ghost s">
        {t('proposal.withdraw')}
      </button>
    </form>
  );
}
