import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { StatusBadge } from '../components/status-badge.tsx';
import { formatDayShort, toDay } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Account = {
  email: string | null;
  verificationLevel: string;
  roles: { role: string }[];
  otherSessions: number;
  block: { until: Date; reason: string } | null;
};
type Hidden = { decisionId: string; kind: string; title: string; appealed: boolean };

/** What stands in the way comes first: a block, hidden texts, an address to confirm. */
export function MyAccount({ account, hidden }: { account: Account; hidden: Hidden[] }) {
  const { t } = useTranslation(['accounts', 'identity']);
  const { locale } = useRootData();
  const confirmed = account.verificationLevel !== 'none';
  return (
    <section className="stack" aria-label={t('mine.account')}>
      {account.block && (
        <div className="err-sum">
          <h2>{t('mine.blocked.title', { day: formatDayShort(toDay(new Date(account.block.until.getTime() - 1)), locale) })}</h2>
          <p>{account.block.reason}</p>
          <p className="small">{t('mine.blocked.text')}</p>
        </div>
      )}
      {hidden.length > 0 && (
        <div className="account-box">
          <h2>{t('mine.hidden.title', { count: hidden.length })}</h2>
          <ul className="stack">
            {hidden.map((text) => (
              <li key={text.decisionId}>
                <Icon name="eye-off" /> <b>{text.title}</b>{' '}
                <Link to={paths.appeal(text.decisionId)}>{text.appealed ? t('mine.hidden.appealed') : t('mine.hidden.appeal')}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {!confirmed && (
        <div className="account-box">
          <h2>{t('mine.confirm.title')}</h2>
          <p>{t('mine.confirm.text', { email: account.email ?? '' })}</p>
          <form method="post">
            <button type="submit" name="intent" value="resend" className="btn sec-b s">
              {t('mine.confirm.resend')}
            </button>
          </form>
        </div>
      )}
      <dl className="facts">
        <div>
          <dt>{t('mine.email')}</dt>
          <dd>
            {account.email}{' '}
            <StatusBadge tone={confirmed ? 'ok' : 'bijna'} icon={confirmed ? 'circle-check' : 'hourglass'}>
              {confirmed ? t('mine.confirmed') : t('mine.not_confirmed')}
            </StatusBadge>
          </dd>
        </div>
        {account.roles.length > 0 && (
          <div>
            <dt>{t('mine.roles')}</dt>
            <dd>{[...new Set(account.roles.map(({ role }) => t(`role.${role}`)))].join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>{t('mine.sessions')}</dt>
          <dd>{t('mine.other_sessions', { count: account.otherSessions })}</dd>
        </div>
      </dl>
      <div className="btns">
        {account.otherSessions > 0 && (
          <form method="post">
            <button type="submit" name="intent" value="elsewhere" className="btn sec-b s">
              {t('mine.sign_out_elsewhere')}
            </button>
          </form>
        )}
        <Link className="btn sec-b s" to={paths.security()}>
          {t('identity:security.title')}
        </Link>
        <Link className="btn sec-b s" to={paths.ownData()}>
          {t('mine.own_data')}
        </Link>
        <form method="post" action={paths.signOut()}>
          <button type="submit" className="btn sec-b s">
            {t('sign_out.submit')}
          </button>
        </form>
      </div>
    </section>
  );
}
