import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../server/errors.ts';
import type { VerificationLevel } from '../../server/people/levels.ts';
import { paths } from '../paths.ts';

/** Reasons for which knowing somebody better would help; an account comes first. */
const ABOUT_WHO: readonly (ErrorCode | null)[] = ['sign_in_first', 'not_verified', 'asks_address', 'asks_oidc'];

/** Where each is arranged. */
const PLACE = { email: paths.mine(), address: paths.ownAddress(), oidc: paths.security() } as const;

/** What a phase asks of who takes part, said at the form to whom it matters: not to who is known well enough already. */
export function PhaseAsks({ level, why, writing = false }: { level: VerificationLevel; why: ErrorCode | null; writing?: boolean }) {
  const { t } = useTranslation('visibility');
  if (level === 'none' || !ABOUT_WHO.includes(why)) return null;
  const what = t(`asks.${level}`);
  return (
    <p className="small phase-asks">
      {writing ? t('asks.write', { what }) : t('asks.take_part', { what })} <Link to={PLACE[level]}>{t('asks.go')}</Link>
      {level === 'address' && <>. {t('asks.letter')}</>}
    </p>
  );
}

/** The same beforehand, to everybody: on the page of the trajectory. */
export function PhaseAsksBefore({ level }: { level: VerificationLevel }) {
  const { t } = useTranslation(['visibility', 'identity']);
  if (level === 'none') return <>{t('identity:asks.phase')}</>;
  return (
    <>
      {t('visibility:asks.phase', { what: t(`visibility:asks.${level}`) })} {level === 'address' && t('visibility:asks.letter')}{' '}
      <Link to={PLACE[level]}>{t('visibility:asks.go')}</Link>
    </>
  );
}
