import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { OwnAppCodes } from '../../server/auth/app-codes.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { type ConfirmCodesForm, confirmCodesSchema } from './schemas.ts';

type Answer = SubmissionResult<string[]> | undefined;
type In<State> = Extract<OwnAppCodes, { state: State }>;

export function BeginCodes({ lastResult }: { lastResult: Answer }) {
  const { t } = useTranslation(['secondFactor', 'errors']);
  const [refused] = lastResult?.error?.[''] ?? [];
  return (
    <form method="post" className="form">
      {refused && (
        <p className="err-sum" role="alert">
          {t(refused as 'errors:stale.text')}
        </p>
      )}
      <p>{t('codes.begin_text')}</p>
      <button type="submit" name="intent" value="begin" className="btn">
        {t('codes.begin')}
      </button>
    </form>
  );
}

/** What the app has to know, and the first code from it. */
export function PendingCodes({ codes: { secret, link, qr }, lastResult }: { codes: In<'pending'>; lastResult: Answer }) {
  const { t } = useTranslation('secondFactor');
  const [form, fields] = useForm<ConfirmCodesForm>({
    id: 'code-uit-app',
    ...(lastResult ? { lastResult } : {}),
    constraint: getZodConstraint(confirmCodesSchema),
  });
  return (
    <>
      <ErrorSummary form={form} />
      <ol className="code-steps">
        <li>
          <h2>{t('codes.step_app')}</h2>
          <p>{t('codes.step_app_text')}</p>
        </li>
        <li>
          <h2>{t('codes.step_secret')}</h2>
          <svg
            className="qr-code"
            role="img"
            aria-label={t('codes.qr_label')}
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            shapeRendering="crispEdges"
          >
            <rect width={qr.size} height={qr.size} fill="#fff" />
            <path d={qr.path} fill="#000" />
          </svg>
          <p>
            {t('codes.by_hand')} <span className="small muted">{t('codes.secret_hint')}</span>
          </p>
          <p>
            <span className="sr">{t('codes.secret_label')}: </span>
            <code className="app-secret" translate="no">
              {secret}
            </code>
          </p>
          <p>
            <a href={link}>{t('codes.open_app')}</a>
          </p>
        </li>
        <li>
          <h2>{t('codes.step_code')}</h2>
          <form method="post" className="form" {...getFormProps(form)}>
            <input type="hidden" name="intent" value="confirm" />
            <TextField field={fields.code} label={t('codes.code_label')} autoComplete="one-time-code" />
            <SubmitButton>{t('codes.confirm')}</SubmitButton>
          </form>
        </li>
      </ol>
      <form method="post">
        <button type="submit" name="intent" value="begin" className="btn ghost s">
          {t('codes.again')}
        </button>
      </form>
    </>
  );
}

export function ActiveCodes({ codes: { since, recoveryLeft } }: { codes: In<'active'> }) {
  const { t } = useTranslation('secondFactor');
  const { locale, today } = useRootData();
  return (
    <div className="app-codes">
      <section aria-labelledby="aan">
        <h2 id="aan">{t('codes.active')}</h2>
        <p>
          {t('codes.since', { moment: formatMoment(since, locale, today) })}{' '}
          {recoveryLeft === 0 ? t('codes.left_none') : t('codes.left', { count: recoveryLeft })}
        </p>
      </section>
      <form method="post">
        <p className="small muted">{t('codes.renew_text')}</p>
        <button type="submit" name="intent" value="renew" className="btn sec-b s">
          {t('codes.renew')}
        </button>
      </form>
      <form method="post">
        <p className="small muted">{t('codes.remove_text')}</p>
        <button type="submit" name="intent" value="remove" className="btn dang s">
          {t('codes.remove')}
        </button>
      </form>
    </div>
  );
}

/** On paper, once. */
export function PaperCodes({ codes }: { codes: string[] }) {
  const { t } = useTranslation('secondFactor');
  return (
    <div className="wrap account">
      <div>
        <h1>{t('codes.paper')}</h1>
        <p className="lead">{t('codes.paper_text')}</p>
        <ol className="paper-codes" translate="no">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="no-print">{t('codes.paper_print')}</p>
        <p className="no-print">
          <Link className="btn" to={`${paths.security()}?gelukt=codes`}>
            {t('codes.paper_done')}
          </Link>
        </p>
      </div>
    </div>
  );
}
