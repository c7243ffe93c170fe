import { getFormProps, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import type { LastResult } from './last-result.ts';
import { removePhotoSchema } from './schemas.ts';

/** For moderators: takes the photo of an idea away and leaves the idea. */
export function PhotoActions({ lastResult }: { lastResult: LastResult }) {
  const { t } = useTranslation('photos');
  const [form, fields] = useForm<z.input<typeof removePhotoSchema>>({
    id: 'foto-weg',
    lastResult,
    constraint: getZodConstraint(removePhotoSchema),
  });
  return (
    <section className="side-block idea-acts" aria-labelledby="foto-weghalen">
      <h2 id="foto-weghalen">{t('moderate.title')}</h2>
      <details open={lastResult !== null}>
        <summary>
          {t('moderate.open')}
          <Icon name="chevron-down" />
        </summary>
        <form method="post" {...getFormProps(form)}>
          <ErrorSummary form={form} />
          <p>{t('moderate.explain')}</p>
          <input type="hidden" name="intent" value="removePhoto" />
          <TextArea field={fields.reason} label={t('moderate.reason')} rows={3} />
          <SubmitButton className="btn dang s">{t('moderate.submit')}</SubmitButton>
        </form>
      </details>
    </section>
  );
}
