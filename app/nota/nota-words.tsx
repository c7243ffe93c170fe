import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { NoteDesk } from '../../server/reply-notes/queries.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { type Refused, refusedOf } from '../components/refused-form.ts';

/** Title, introduction and what the municipality changes of its own accord. */
export function NotaWords({ desk, refused }: { desk: NoteDesk; refused: unknown }) {
  const { t } = useTranslation('nota');
  const lastResult = refusedOf(refused, 'words') as Refused;
  const [form, fields] = useForm<Record<'title' | 'introduction' | 'ownChanges', string>>({
    id: 'nota',
    lastResult,
    defaultValue: desk,
    constraint: { title: { required: true } },
  });
  return (
    <details className="desk-part" open={lastResult !== undefined}>
      <summary>{t('desk.words')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <input type="hidden" name="revision" value={desk.revision} />
        <TextField field={fields.title} label={t('form.title')} />
        <TextArea field={fields.introduction} label={t('form.introduction')} hint={t('form.introduction_hint')} rows={6} serif />
        <TextArea field={fields.ownChanges} label={t('form.own_changes')} hint={t('form.own_changes_hint')} rows={4} serif />
        <p className="small muted">{t('desk.save_note')}</p>
        <SubmitButton className="btn sec-b s" name="intent" value="words">
          {t('desk.save')}
        </SubmitButton>
      </Form>
    </details>
  );
}
