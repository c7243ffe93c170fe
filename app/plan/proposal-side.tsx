import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { OwnExclusion } from '../../server/integrity/objection-queries.ts';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { Icon } from '../components/icon.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import { ExcludedNote } from '../moderation/excluded-note.tsx';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { ProposalStatus } from './proposal-status.tsx';
import { ProposalSupport } from './proposal-support.tsx';

type Props = {
  proposal: ChangeProposal;
  exclusion: Pick<OwnExclusion, 'flagId' | 'of' | 'objection'> | null;
  path: string;
  lastResult: LastResult;
};

/** Beside a proposal: where it stands, who agrees, and taking it back or reporting it. */
export function ProposalSide({ proposal, exclusion, path, lastResult }: Props) {
  const { t } = useTranslation(['proposals', 'plan', 'errors']);
  const { actor } = useRootData();
  const { id, agree, disagree, earlier, may } = proposal;
  const pressed = lastResult?.initialValue?.intent === 'support' || lastResult?.initialValue?.intent === 'withdraw';
  const fault = pressed ? lastResult?.error?.['']?.[0] : null;
  return (
    <div className="vote" id={`voorstel-${id}`}>
      <p className="stand">
        <ProposalStatus proposal={proposal} boxed />
      </p>
      <p className="big num">{agree}</p>
      <p className="muted what">
        {t('agree', { count: agree })} {disagree > 0 && t('disagree', { count: disagree })}
      </p>
      {earlier > 0 && <p className="small muted">{t('earlier', { count: earlier })}</p>}
      {fault && (
        <p className="err" role="alert">
          <Icon name="triangle-alert" />
          <span>{t(fault as never) as string}</span>
        </p>
      )}
      {exclusion ? <ExcludedNote exclusion={exclusion} /> : <ProposalSupport proposal={proposal} action={path} />}
      {may.withdraw && (
        <form className="btns" method="post" action={path}>
          <input type="hidden" name="intent" value="withdraw" />
          <button type="submit" className="btn ghost s">
            {t('plan:proposal.withdraw')}
          </button>
        </form>
      )}
      {actor && !may.withdraw && proposal.status === 'open' && (
        <p className="small">
          <Link to={paths.report('change_proposal', id)}>{t('plan:proposal.report')}</Link>
        </p>
      )}
    </div>
  );
}
