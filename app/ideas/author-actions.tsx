import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import { ErrorSummary, RadioGroup, SubmitButton, TextArea } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import { type LastResult, resultOf } from './last-result.ts';
import { rateSchema, reopenSchema } from './schemas.ts';

/** What the author may still do: say what the answer was worth, ask for a second look, or take the idea back. */
export function AuthorActions({
  idea,
  may,
  lastResult,
}: {
  idea: IdeaDetail;
  may: { rate: boolean; reopen: boolean };
  lastResult: LastResult;
}) {
  const { t } = useTranslation(['ideas', 'errors']);
  const withdrawFault = resultOf(lastResult, 'withdraw')?.error?.['']?.[0];
  if (!may.rate && !may.reopen && !idea.may.withdraw && !idea.may.update) return null;
  return (
    <section className="idea-acts" aria-label={t('author.actions')}>
      {idea.may.update && (
        <p className="idea-edit">
          <Link className="btn sec-b s" to={paths.editIdea(idea.trajectory.slug, idea.number)}>
            <Icon name="pencil-line" />
            {t('edit.open')}
          </Link>
        </p>
      )}
      {may.rate && <Rate lastResult={resultOf(lastResult, 'rate')} />}
      {may.reopen && <Reopen lastResult={resultOf(lastResult, 'reopen')} />}
      {idea.may.withdraw && (
        <details open={withdrawFault !== undefined}>
          <summary>
            {t('withdraw.open')}
            <Icon name="chevron-down" />
          </summary>
          <form method="post">
            {withdrawFault && (
              <p className="err" role="alert">
                <Icon name="triangle-alert" />
                <span>{t(withdrawFault as never) as string}</span>
              </p>
            )}
            <p>{t('withdraw.explain')}</p>
            <input type="hidden" name="intent" value="withdraw" />
            <SubmitButton className="btn dang s">{t('withdraw.submit')}</SubmitButton>
          </form>
        </details>
      )}
    </section>
  );
}

/** What the answer was worth. Also on the page of what somebody sent in. */
export function Rate({ lastResult }: { lastResult: LastResult }) {
  const { t } = useTranslation('ideas');
  const [form, fields] = useForm<z.input<typeof rateSchema>>({ id: 'cijfer', lastResult, constraint: getZodConstraint(rateSchema) });
  return (
    <details open={lastResult !== null}>
      <summary>
        {t('rate.open')}
        <Icon name="chevron-down" />
      </summary>
      <form method="post" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="rate" />
        <RadioGroup
          field={fields.rating}
          legend={t('rate.legend')}
          options={(['1', '2', '3', '4', '5'] as const).map((value) => ({ value, label: t(`rate.${value}`) }))}
        />
        <SubmitButton className="btn sec-b s">{t('rate.submit')}</SubmitButton>
      </form>
    </details>
  );
}

/** Once: another look. */
export function Reopen({ lastResult }: { lastResult: LastResult }) {
  const { t } = useTranslation('ideas');
  const [form, fields] = useForm<z.input<typeof reopenSchema>>({ id: 'opnieuw', lastResult, constraint: getZodConstraint(reopenSchema) });
  return (
    <details open={lastResult !== null}>
      <summary>
        {t('reopen.open')}
        <Icon name="chevron-down" />
      </summary>
      <form method="post" {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="reopen" />
        <TextArea field={fields.reason} label={t('reopen.reason')} hint={t('reopen.hint')} rows={4} />
        <SubmitButton className="btn sec-b s">{t('reopen.submit')}</SubmitButton>
      </form>
    </details>
  );
}
