import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../format.ts';
import { paths } from '../paths.ts';
import type { BallotOption } from './ballot-options.tsx';
import { BudgetGauge } from './budget-gauge.tsx';
import { SubmitButton } from './form.tsx';

type Props = {
  chosen: readonly BallotOption[];
  /** Whole euros; absent when there is no money to divide. */
  budget?: number;
  maxChoices?: number;
  /** Where to come back to after signing in; null when the reader has an account. */
  signInFor: string | null;
  hasVoted: boolean;
};

/** What is chosen so far and what is left, worked out by the server after "Reken na", with the buttons. Stays in view on a phone. */
export function BallotTill({ chosen, budget, maxChoices, signInFor, hasVoted }: Props) {
  const { t, i18n } = useTranslation('votings');
  const money = (amount: number) => formatMoney(amount, i18n.language);
  const spent = chosen.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
  const left = (budget ?? 0) - spent;
  return (
    <aside className="ballot-till" aria-label={t('till.label')}>
      <div className="sumr">
        <p className={left < 0 ? 'big over' : 'big'}>{budget === undefined ? chosen.length : money(Math.abs(left))}</p>
        <p className="muted small" style={{ margin: '8px 0 14px' }}>
          {budget === undefined ? t('till.options_chosen', { count: chosen.length }) : t(left < 0 ? 'till.over' : 'till.left')}
          {budget === undefined && maxChoices !== undefined && ` ${t('till.of_max', { max: maxChoices })}`}
        </p>
      </div>
      {budget !== undefined && <BudgetGauge budget={budget} costs={chosen.map(({ cost }) => cost ?? 0)} />}
      {chosen.length === 0 ? (
        <p className="small muted opt" style={{ marginTop: 18 }}>
          {t('till.nothing')}
        </p>
      ) : (
        <ul>
          {chosen.map((option) => (
            <li key={option.id}>
              <span>{option.title}</span>
              {option.cost !== undefined && <span>{money(option.cost)}</span>}
            </li>
          ))}
          {budget !== undefined && (
            <li className="sum">
              <span>{t('till.sum')}</span>
              <span>{money(spent)}</span>
            </li>
          )}
        </ul>
      )}
      <div className="till-acts">
        <SubmitButton className="btn sec-b" name="intent" value="check">
          {t(budget === undefined ? 'till.check_list' : 'till.check')}
        </SubmitButton>
        {signInFor === null ? (
          <SubmitButton name="intent" value="cast">
            {t(hasVoted ? 'till.change' : 'till.cast')}
          </SubmitButton>
        ) : (
          <Link className="btn" to={paths.signIn(signInFor)}>
            {t('till.sign_in')}
          </Link>
        )}
      </div>
      <p className="tiny opt" style={{ marginTop: 12 }}>
        {t('till.secret')}
      </p>
    </aside>
  );
}
