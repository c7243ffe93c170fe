import { useForm } from '@conform-to/react';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { getMetric } from '../../server/agreements/queries.ts';
import { ErrorSummary, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { type Refused, refusedOf } from '../components/refused-form.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';

type Page = Pick<Awaited<ReturnType<typeof getMetric>>, 'metric' | 'may' | 'locked' | 'trajectory'>;

/** What officials and the manager do to a metric: measure, change, let it lapse. */
export function MetricActs({ page, refused }: { page: Page; refused: unknown }) {
  const { t } = useTranslation('agreements');
  const { may, metric, trajectory } = page;
  return (
    <section className="no-print">
      {may.measure && <Measure refused={refused} />}
      {may.agree && <Drop page={page} refused={refused} />}
      {may.agree && (
        <p className="btns">
          <Link className="btn sec-b s" to={paths.editMetric(trajectory.slug, metric.number)}>
            {t('change.title')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Measure({ refused }: { refused: unknown }) {
  const { t } = useTranslation('agreements');
  const { today } = useRootData();
  const lastResult = refusedOf(refused, 'measure') as Refused;
  const [form, fields] = useForm<Record<'value' | 'measuredOn' | 'note', string>>({
    id: 'meting',
    lastResult,
    defaultValue: { measuredOn: today },
    constraint: { value: { required: true }, measuredOn: { required: true } },
  });
  return (
    <details className="desk-part" open={lastResult !== undefined}>
      <summary>{t('measure.title')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <TextField field={fields.value} label={t('measure.value')} hint={t('measure.value_hint')} />
        <TextField field={fields.measuredOn} label={t('measure.day')} type="date" />
        <TextArea field={fields.note} label={t('measure.note')} hint={t('measure.note_hint')} rows={4} />
        <SubmitButton className="btn sec-b s" name="intent" value="measure">
          {t('measure.submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}

function Drop({ page: { metric, locked }, refused }: { page: Page; refused: unknown }) {
  const { t } = useTranslation('agreements');
  const lastResult = refusedOf(refused, 'drop') as Refused;
  const [form, fields] = useForm<Record<'reason', string>>({ id: 'vervalt', lastResult, constraint: { reason: { required: true } } });
  return (
    <details className="desk-part" open={lastResult !== undefined}>
      <summary>{t('drop.title')}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <input type="hidden" name="revision" value={metric.revision} />
        {locked && <TextArea field={fields.reason} label={t('form.reason')} hint={t('form.reason_hint')} rows={4} />}
        <SubmitButton className="btn sec-b s" name="intent" value="drop">
          {t('drop.submit')}
        </SubmitButton>
      </Form>
    </details>
  );
}
