import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Told } from '../../server/council/letters.ts';

/** Who heard of a decision and how; and openly who did not. */
export function ToldView({ told, letters: to }: { told: Told; letters: string | null }) {
  const { t } = useTranslation(['reach', 'council']);
  const { people, done, participants, letters, waiting } = told;
  const untold = untoldOf(told);
  return (
    <div className="told small">
      {done ? (
        <p className="muted">
          {participants === null ? (
            t('council:told', { count: people })
          ) : (
            <>
              {t('told.of', { count: participants })} {t('told.mail', { count: people })}
            </>
          )}{' '}
          {letters > 0 && t('told.letter', { count: letters })} {waiting > 0 && t('told.waiting', { count: waiting })}{' '}
          {untold > 0 && t('told.untold', { count: untold })}
        </p>
      ) : (
        <p className="muted">{t('council:telling')}</p>
      )}
      {to && (
        <p className="no-print">
          <Link to={to}>{t('told.letters')}</Link>
        </p>
      )}
    </div>
  );
}

/** Who has neither mail nor letter, and none on the way. */
export function untoldOf({ participants, people, letters, waiting }: Omit<Told, 'done'>): number {
  return participants === null ? 0 : Math.max(0, participants - people - letters - waiting);
}
