import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, SubmitButton, TextArea } from '../components/form.tsx';
import { formatDay } from '../format.ts';
import type { LastResult } from '../ideas/last-result.ts';
import { paths } from '../paths.ts';
import type { Carrying } from './template-draft.ts';

/** What was learned, for everybody; the form for who writes it. */
export function CarryLessons({ carrying: { trajectory, lessons, may }, lastResult }: { carrying: Carrying; lastResult: LastResult }) {
  const { t, i18n } = useTranslation('templates');
  const [form, fields] = useForm<{ intent: string; body: string; edition: string }>({
    id: 'lessen-formulier',
    ...(lastResult ? { lastResult } : {}),
    constraint: { body: { required: true } },
    defaultValue: { body: lessons?.body ?? '' },
  });
  return (
    <section aria-labelledby="lessen">
      <h2 id="lessen">{t('carry.lessons')}</h2>
      {lessons ? (
        <>
          <p className="quoted">{lessons.body}</p>
          <p className="small muted">
            {t('carry.edition', { edition: lessons.edition, day: formatDay(lessons.writtenOn, i18n.language) })}
          </p>
        </>
      ) : (
        <p className="muted">{t('carry.no_lessons')}</p>
      )}
      {may.prepare && (
        <details open={lastResult !== null}>
          <summary>{lessons ? t('carry.rewrite') : t('carry.write')}</summary>
          <form method="post" className="form" action={paths.carrying(trajectory.slug)} {...getFormProps(form)}>
            <ErrorSummary form={form} />
            <input type="hidden" name="edition" value={lessons?.edition ?? 0} />
            <TextArea field={fields.body} label={t('carry.lessons_field')} hint={t('carry.lessons_hint')} rows={8} />
            <SubmitButton className="btn sec-b" name="intent" value="lessons">
              {t('carry.save')}
            </SubmitButton>
          </form>
        </details>
      )}
    </section>
  );
}
