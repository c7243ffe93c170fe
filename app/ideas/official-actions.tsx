import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { IdeaDetail } from '../../server/ideas/queries.ts';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import type { LastResult } from './last-result.ts';
import { mergeSchema } from './schemas.ts';

/** For officials: on to writing the answer, or to the idea that is the same as this one. */
export function OfficialActions({ idea, lastResult }: { idea: IdeaDetail; lastResult: LastResult }) {
  const { t } = useTranslation('ideas');
  const [form, fields] = useForm<z.input<typeof mergeSchema>>({ id: 'samenvoegen', lastResult, constraint: getZodConstraint(mergeSchema) });
  if (!idea.may.respond && !idea.may.merge) return null;
  return (
    <section className="side-block idea-acts" aria-labelledby="voor-ambtenaren">
      <h2 id="voor-ambtenaren">{t('official.title')}</h2>
      {idea.may.respond && (
        <Link className="more" to={paths.answer(idea.id)}>
          {t('official.answer')}
        </Link>
      )}
      {idea.may.merge && (
        <details open={lastResult !== null}>
          <summary>
            {t('merge.open')}
            <Icon name="chevron-down" />
          </summary>
          <form method="post" {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <p>{t('merge.explain')}</p>
            <input type="hidden" name="intent" value="merge" />
            <TextField field={fields.into} label={t('merge.number')} inputMode="numeric" />
            <SubmitButton className="btn sec-b s">{t('merge.submit')}</SubmitButton>
          </form>
        </details>
      )}
    </section>
  );
}
