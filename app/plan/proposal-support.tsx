import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ChangeProposal } from '../../server/plan-texts/change-proposal-queries.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';

/** Agreeing or not: one press, and pressing again takes it back. `named`: the page has several proposals, so the form says which. */
export function ProposalSupport({ proposal, action, named = false }: { proposal: ChangeProposal; action: string; named?: boolean }) {
  const { t } = useTranslation(['plan', 'proposals']);
  const { id, number, agree, disagree, own, why } = proposal;
  // On its own page the numbers stand above it.
  const counts = named && <span className="small muted">{t('plan:proposal.counts', { agree, disagree })}</span>;
  if (why.support === 'sign_in_first') {
    return (
      <p className="btns no-print">
        {counts}
        <Link className="more" to={paths.signIn(action)}>
          {t('plan:proposal.sign_in')}
          {named && <span className="sr"> {t('proposals:number', { number })}</span>}
        </Link>
      </p>
    );
  }
  if (why.support !== null) return counts ? <p>{counts}</p> : null;
  const press = (agrees: boolean) => ({
    name: 'agrees',
    value: own === agrees ? 'terug' : agrees ? 'ja' : 'nee',
    'aria-pressed': own === agrees,
  });
  return (
    <form className="btns" method="post" action={`${action}#voorstel-${id}`}>
      <input type="hidden" name="intent" value="support" />
      {named && <input type="hidden" name="changeProposalId" value={id} />}
      <button type="submit" className={own === true ? 'btn s' : 'btn sec-b s'} {...press(true)}>
        {own === true && <Icon name="check" />}
        {t('plan:proposal.agree', { count: agree })}
        {named && <span className="sr"> {t('proposals:number', { number })}</span>}
      </button>
      <button type="submit" className={own === false ? 'btn sec-b s' : 'btn ghost s'} {...press(false)}>
        {own === false && <Icon name="check" />}
        {t('plan:proposal.disagree', { count: disagree })}
        {named && <span className="sr"> {t('proposals:number', { number })}</span>}
      </button>
    </form>
  );
}
