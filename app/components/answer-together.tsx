import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AnswerDesk } from '../../server/responses/response-desk.ts';
import { OUTCOMES } from '../../server/responses/response-rules.ts';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';

/** The others that get this answer, each with its own outcome. */
export function AnswerTogether({
  together,
  values,
  errors,
  formId,
}: {
  together: AnswerDesk['together'];
  /** Outcomes as typed, by contribution. */
  values: Record<string, string | undefined>;
  errors: Record<string, string[] | undefined>;
  formId: string;
}) {
  const { t } = useTranslation(['desk', 'answers']);
  if (together.length === 0) return null;
  return (
    <section className="together" aria-labelledby="samen-met">
      <h2 id="samen-met">{t('form.together_title', { count: together.length })}</h2>
      <p className="small muted">{t('form.together_note')}</p>
      <ul>
        {together.map(({ contributionId, title, kind, ideaNumber, outcome }) => {
          const name = `outcomes.${contributionId}`;
          const id = `${formId}-${name}`;
          const faults = errors[name];
          return (
            <li key={contributionId} className={faults ? 'field has-err' : 'field'}>
              <label htmlFor={id}>{title}</label>
              <Link className="small" to={paths.answer(contributionId)}>
                {t(`answers:kind.${kind as 'idea'}`)} {ideaNumber ?? ''}
              </Link>
              {faults?.map((error) => (
                <p className="err" id={`${id}-error`} key={error}>
                  <Icon name="triangle-alert" />
                  <span>{t(error as never) as string}</span>
                </p>
              ))}
              <select
                id={id}
                name={name}
                className="inp"
                defaultValue={values[contributionId] ?? outcome ?? ''}
                {...(faults ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {})}
              >
                <option value="">{t('form.choose')}</option>
                {OUTCOMES.map((value) => (
                  <option key={value} value={value}>
                    {t(`answers:outcome.${value}`)}
                  </option>
                ))}
              </select>
            </li>
          );
        })}
      </ul>
      <button type="submit" className="link-btn small" form="apart">
        {t('form.alone_this')}
      </button>
    </section>
  );
}
