import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerDesk } from '../../server/responses/response-desk.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';

/** Which of the others that got the same answer are corrected with it. All, unless somebody takes a tick away: the same words stand there. */
export function CorrectTogether({
  others,
  refused,
  errors,
}: {
  others: AnswerDesk['givenTogether'];
  /** What was sent before it was refused. */
  refused: Record<string, unknown> | null | undefined;
  errors: string[] | undefined;
}) {
  const { t } = useTranslation(['corrections', 'answers', 'desk']);
  if (others.length === 0) return null;
  const chosen = refused ? [refused.together ?? []].flat() : null;
  return (
    <fieldset className={errors ? 'field has-err correct-together' : 'field correct-together'}>
      <legend>{t('form.together', { count: others.length })}</legend>
      <p className="hint">{t('form.together_hint')}</p>
      {errors?.map((error) => (
        <p className="err" key={error}>
          <Icon name="triangle-alert" />
          <span>{t(error as never) as string}</span>
        </p>
      ))}
      <ul className="stack">
        {others.map(({ contributionId, title, kind, ideaNumber, outcome }) => (
          <li key={contributionId}>
            <label className="check">
              <input
                type="checkbox"
                name="together"
                value={contributionId}
                defaultChecked={chosen === null || chosen.includes(contributionId)}
              />
              <span>{title}</span>
            </label>
            <span className="small muted">
              <Link to={paths.answer(contributionId)}>
                {t(`answers:kind.${kind as 'idea'}`)} {ideaNumber ?? ''}
              </Link>
              {outcome && ` · ${t(`answers:outcome.${outcome}`)}`}
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
