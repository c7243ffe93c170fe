import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api.server.ts';
import { Breadcrumb } from '../components/breadcrumb.tsx';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { submitForm } from '../forms.server.ts';
import { getT } from '../i18n/i18n.server.ts';
import { type OriginalForm, originalSchema } from '../moderation/schemas.ts';
import { paths } from '../paths.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} | Oever` }];

function decisionOf({ params }: Pick<LoaderFunctionArgs, 'params'>): string {
  const id = z.uuid().safeParse(params.decision);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
}

/** What a text said before. The words come with the answer to the form, and looking is in the log of events. */
export async function loader(args: LoaderFunctionArgs) {
  const decisionId = decisionOf(args);
  const { originals } = await api(args).moderation.queue({ limit: 1 });
  const kept = originals.find((original) => original.decisionId === decisionId);
  if (!kept) throw new Response(null, { status: 404 });
  return { kind: kept.subject.kind, title: getT(args.context.locale, 'moderation')('original.title') };
}

export async function action(args: ActionFunctionArgs) {
  const decisionId = decisionOf(args);
  return submitForm(args, originalSchema, async ({ reason }, call) => call.moderation.seeOriginal({ decisionId, reason }));
}

export default function SeeOriginal() {
  const { t } = useTranslation('moderation');
  const { kind } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const seen = answer && 'words' in answer ? answer.words : null;
  const [form, fields] = useForm<OriginalForm>({
    id: 'origineel',
    constraint: getZodConstraint(originalSchema),
    lastResult: answer && 'words' in answer ? undefined : answer,
  });
  return (
    <div className="wrap account">
      <div>
        <Breadcrumb items={[{ label: t('words.crumb'), to: paths.moderation() }, { label: t('original.title') }]} />
        <h1>{t('original.title')}</h1>
        <p className="lead">{t('original.lead', { kind: t(`kind.${kind}`) })}</p>
        {seen ? (
          <dl className="appeal-facts">
            {Object.entries(seen).map(([field, text]) => (
              <div key={field}>
                <dt>{t(`revise.field.${field}` as never)}</dt>
                <dd className="serif mod-text">{text}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <form method="post" className="form" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <TextArea field={fields.reason} label={t('original.why')} hint={t('original.why_hint')} rows={3} />
            <SubmitButton>{t('original.submit')}</SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
