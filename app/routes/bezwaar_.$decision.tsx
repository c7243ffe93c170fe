import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { DecisionAction } from '../../server/moderation/rules.ts';
import { api } from '../api.server.ts';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { formatDay, toDay } from '../format.ts';
import { submitForm } from '../forms.server.ts';
import { type AppealForm, appealSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

function decisionOf({ params }: Pick<LoaderFunctionArgs, 'params'>): string {
  const id = z.uuid().safeParse(params.decision);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

/** For the author of the text; to everybody else the page is not there. */
export async function loader(args: LoaderFunctionArgs) {
  return {
    decision: await api(args).moderation.decision({ decisionId: decisionOf(args) }),
    done: new URL(args.request.url).searchParams.has('gelukt'),
  };
}

export async function action(args: ActionFunctionArgs) {
  const decisionId = decisionOf(args);
  return submitForm(args, appealSchema, async ({ statement }, call) => {
    await call.moderation.appeal({ decisionId, statement });
    return redirect(paths.appeal(decisionId));
  });
}

export default function Appeal() {
  const { t } = useTranslation('moderation');
  const { locale } = useRootData();
  const { decision, done } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [form, fields] = useForm<AppealForm>({ lastResult, constraint: getZodConstraint(appealSchema) });
  const { appeal } = decision;
  return (
    <div className="wrap account">
      <PageTitle of="appeal" />
      <div>
        <h1>{t(`appeal.titles.${titleOf(decision)}`)}</h1>
        <div className="account-box">
          <h2>{decision.title}</h2>
          <p className="serif mod-text">{decision.text}</p>
        </div>
        <dl className="appeal-facts">
          <dt>{t('appeal.rule')}</dt>
          <dd>{decision.rule ? t(`rule.${decision.rule}.text`) : t('appeal.no_rule')}</dd>
          <dt>{t('appeal.reason')}</dt>
          <dd>{decision.reason}</dd>
          <dt>{t('appeal.decided_on')}</dt>
          <dd>{formatDay(toDay(decision.decidedAt), locale)}</dd>
        </dl>
        {decision.may.revise && (
          <p className="btns">
            <Link className="btn" to={paths.reviseText(decision.id)}>
              {t('revise.to')}
            </Link>
          </p>
        )}
        {done && (
          <p className="done" role="status">
            {t(decision.hidden ? 'revise.done_waits' : 'revise.done_shown')}
          </p>
        )}
        {appeal ? (
          <section aria-labelledby="yours">
            <h2 id="yours">{t('appeal.yours')}</h2>
            <p className="quote">{appeal.statement}</p>
            <p className="done" role="status">
              {appeal.outcome ? t(`appeal.outcome.${appeal.outcome}`) : t('appeal.waiting', { day: formatDay(appeal.dueOn, locale) })}
            </p>
            {appeal.reason && <p className="quote">{appeal.reason}</p>}
          </section>
        ) : (
          decision.may.appeal && (
            <form method="post" className="form" {...getFormProps(form)}>
              <ErrorSummary form={form} />
              <p>{t('appeal.promise')}</p>
              <TextArea field={fields.statement} label={t('appeal.statement')} hint={t('appeal.statement_hint')} />
              <SubmitButton>{t('appeal.submit')}</SubmitButton>
            </form>
          )
        )}
      </div>
    </div>
  );
}

function titleOf({ action, hidden }: { action: DecisionAction; hidden: boolean }) {
  if (action === 'hold') return hidden ? 'held' : 'shown';
  if (action === 'hide') return hidden ? 'hidden' : 'shown';
  return action === 'ask' || action === 'redact' || action === 'put_back' ? action : 'shown';
}
