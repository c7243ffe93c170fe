import { useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommitmentPage } from '../../server/commitments/queries.ts';
import { ErrorSummary, RadioGroup, SelectField, SubmitButton, TextArea, TextField } from '../components/form.tsx';
import { type Refused, refusedOf } from '../components/refused-form.ts';

type Words = Record<'body' | 'evidenceLevel' | 'promisedOn' | 'milestone' | 'plannedOn' | 'how' | 'ownerId', string>;
type Fields = ReturnType<typeof useForm<Words>>[1];

/** What the owner and colleagues do to a commitment: tell, move, add a step, finish or stop, hand over. */
export function CommitmentActs({ page, refused }: { page: CommitmentPage; refused: unknown }) {
  const { t } = useTranslation('commitments');
  const { commitment, handlers } = page;
  const levels = [1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: `${level}. ${t(`evidence.${level as 1}`)}` }));
  const evidence = (fields: Fields) => (
    <SelectField
      field={fields.evidenceLevel}
      label={t('evidence.title')}
      hint={t('evidence.source')}
      options={[{ value: '', label: t('evidence.keep') }, ...levels]}
    />
  );
  const act = { revision: commitment.revision, refused };
  return (
    <section aria-labelledby="bijhouden">
      <h2 id="bijhouden">{t('desk.title')}</h2>
      <Act {...act} name="progress" submit={t('desk.progress_submit')} title={t('desk.progress')}>
        {(fields) => (
          <>
            <TextArea field={fields.body} label={t('desk.progress_body')} rows={4} />
            {evidence(fields)}
          </>
        )}
      </Act>
      <Act {...act} name="milestone" submit={t('desk.milestone_submit')} title={t('desk.milestone')}>
        {(fields) => (
          <>
            <TextField field={fields.milestone} label={t('desk.milestone_title')} />
            <TextField field={fields.plannedOn} label={t('desk.milestone_day')} type="date" />
          </>
        )}
      </Act>
      <Act {...act} name="move" submit={t('desk.move_submit')} title={t('desk.move')}>
        {(fields) => (
          <>
            <TextField field={fields.promisedOn} label={t('desk.move_day')} type="date" />
            <TextArea field={fields.body} label={t('desk.move_body')} rows={3} />
          </>
        )}
      </Act>
      <Act {...act} name="hand" submit={t('desk.hand_submit')} title={t('desk.hand')}>
        {(fields) => (
          <SelectField
            field={fields.ownerId}
            label={t('desk.hand_owner')}
            options={handlers.map(({ id, name, team }) => ({ value: id, label: team ? `${name}, ${team}` : name }))}
          />
        )}
      </Act>
      <Act {...act} name="end" submit={t('desk.end_submit')} title={t('desk.end')}>
        {(fields) => (
          <>
            <RadioGroup
              field={fields.how}
              legend={t('desk.how')}
              options={[
                { value: 'done', label: t('desk.how_done') },
                { value: 'stopped', label: t('desk.how_stopped') },
              ]}
            />
            <TextArea field={fields.body} label={t('desk.end_body')} rows={5} />
            {evidence(fields)}
          </>
        )}
      </Act>
    </section>
  );
}

/** One act behind its name; open when it was refused. */
function Act({
  name,
  title,
  submit,
  revision,
  refused,
  children,
}: {
  name: string;
  title: string;
  submit: string;
  revision: number;
  refused: unknown;
  children: (fields: Fields) => ReactNode;
}) {
  const lastResult = refusedOf(refused, name) as Refused;
  const [form, fields] = useForm<Words>({
    id: `toezegging-${name}`,
    lastResult,
    defaultValue: { how: 'done' },
    constraint: Object.fromEntries(
      ['body', 'promisedOn', 'milestone', 'plannedOn', 'how', 'ownerId'].map((field) => [field, { required: true }]),
    ),
  });
  return (
    <details className="desk-part" open={lastResult !== undefined}>
      <summary>{title}</summary>
      <Form method="post" id={form.id} className="form" noValidate>
        <ErrorSummary form={form} />
        <input type="hidden" name="revision" value={revision} />
        {children(fields)}
        <SubmitButton className="btn sec-b s" name="intent" value={name}>
          {submit}
        </SubmitButton>
      </Form>
    </details>
  );
}
