import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { formatDay, toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { placeOfExclusion } from '../moderation/place-of-exclusion.ts';
import { type AppealForm, appealSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

function flagOf({ params }: Pick<LoaderFunctionArgs, 'params'>): string {
  const id = z.uuid().safeParse(params.flag);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

/** For whose support was taken out; to everybody else the page is not there. */
export async function loader(args: LoaderFunctionArgs) {
  return { exclusion: await api(args).integrity.exclusion({ flagId: flagOf(args) }) };
}

export async function action(args: ActionFunctionArgs) {
  const flagId = flagOf(args);
  return submitForm(args, appealSchema, async ({ statement }, call) => {
    await call.integrity.object({ flagId, statement });
    return redirect(paths.supportObjection(flagId), 303);
  });
}

export default function SupportObjection() {
  const { t } = useTranslation('integrity');
  const { locale } = useRootData();
  const {
    exclusion: { of, isOut, reason, at, objection },
  } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<AppealForm>({ lastResult, constraint: getZodConstraint(appealSchema) });
  return (
    <div className="wrap account">
      <PageTitle of="support_objection" />
      <div>
        <h1>{t(`objection.${isOut ? 'own_title' : 'own_back'}_${of.kind}`, { number: of.number })}</h1>
        <p className="lead">{t(`objection.own_text_${of.kind}`)}</p>
        <p>
          <Link to={placeOfExclusion(of)}>{t(`subject.${of.kind}`, { ...of })}</Link>
        </p>
        <dl className="appeal-facts">
          <dt>{t('objection.reason')}</dt>
          <dd>{reason}</dd>
          <dt>{t('objection.decided_on')}</dt>
          <dd>{formatDay(toDay(at), locale)}</dd>
        </dl>
        {objection && (
          <section aria-labelledby="yours">
            <h2 id="yours">{t('objection.yours')}</h2>
            <p className="quote">{objection.statement}</p>
            <p className="done" role="status">
              {objection.outcome
                ? t(`objection.outcome.${objection.outcome}`)
                : t('objection.waiting', { day: formatDay(objection.dueOn, locale) })}
            </p>
            {objection.reason && <p className="quote">{objection.reason}</p>}
          </section>
        )}
        {!objection && isOut && (
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <p>{t('objection.promise')}</p>
            <TextArea field={fields.statement} label={t('objection.statement')} hint={t('objection.statement_hint')} />
            <SubmitButton>{t('objection.submit')}</SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
