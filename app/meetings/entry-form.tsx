import { getFormProps, useForm } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { CHANNELS } from '../../server/meetings/rules.ts';
import {
  CheckboxField,
  ErrorSummary,
  type Option,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../components/form.tsx';
import type { LastResult } from '../ideas/last-result.ts';
import type { EntryTab, entrySchema } from './schemas.ts';

type Words = z.input<typeof entrySchema>;

type Props = {
  path: string;
  kind: EntryTab;
  sections: readonly Option[];
  themes: readonly Option[];
  meetings: readonly Option[];
  start: Partial<Words>;
  lastResult: LastResult;
};

/** The schema takes anything, so that the command can say what is wrong; these are marked as needed. */
const REQUIRED = Object.fromEntries(
  ['title', 'body', 'section', 'quote', 'reason', 'idea', 'reference'].map((name) => [name, { required: true }]),
);

/** What somebody without internet brought in: who they are for the municipality, how it came in, and their words. */
export function EntryForm({ path, kind, sections, themes, meetings, start, lastResult }: Props) {
  const { t } = useTranslation(['meetings', 'kinds', 'reach']);
  const [form, fields] = useForm<Words>({ id: 'inbreng', lastResult, defaultValue: start, constraint: REQUIRED });
  const choose = { value: '', label: t('entry.choose') };
  return (
    <form method="post" action={path} className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="soort" value={kind} />
      <h2>{t('entry.words')}</h2>
      {(kind === 'reactie' || kind === 'vraag' || kind === 'voorstel') && (
        <SelectField field={fields.section} label={t('entry.section')} options={[choose, ...sections]} />
      )}
      {kind === 'idee' && (
        <>
          <TextField field={fields.title} label={t('entry.title')} />
          <TextArea field={fields.body} label={t('entry.body')} hint={t('entry.literal')} rows={6} serif />
          {themes.length > 0 && <SelectField field={fields.theme} label={t('entry.theme')} options={[choose, ...themes]} />}
          <TextField field={fields.place} label={t('entry.place')} />
        </>
      )}
      {(kind === 'reactie' || kind === 'vraag') && (
        <TextArea field={fields.body} label={t(`entry.${kind}`)} hint={t('entry.literal')} rows={5} serif />
      )}
      {kind === 'voorstel' && (
        <>
          <TextArea field={fields.quote} label={t('entry.quote')} hint={t('entry.quote_hint')} rows={3} serif />
          <TextArea field={fields.proposed} label={t('entry.proposed')} hint={t('entry.proposed_hint')} rows={3} serif />
          <TextArea field={fields.reason} label={t('entry.reason')} rows={3} />
        </>
      )}
      {kind === 'zienswijze' && (
        <>
          <TextArea field={fields.body} label={t('kinds:entry.body')} hint={t('entry.literal')} rows={8} serif />
          <TextField field={fields.viewName} label={t('kinds:entry.name')} hint={t('kinds:entry.private')} />
          <TextField field={fields.address} label={t('kinds:entry.address')} hint={t('kinds:entry.private')} />
          <TextField field={fields.postedOn} label={t('kinds:entry.posted')} hint={t('kinds:entry.posted_hint')} type="date" />
        </>
      )}
      {kind === 'steun' && <TextField field={fields.idea} label={t('entry.idea')} hint={t('entry.idea_hint')} inputMode="numeric" />}
      <h2>{t('entry.person')}</h2>
      <TextField field={fields.reference} label={t('entry.reference')} hint={t('entry.reference_hint')} />
      {kind !== 'steun' && kind !== 'zienswijze' && (
        <>
          <TextField field={fields.name} label={t('entry.name')} hint={t('entry.name_hint')} />
          <CheckboxField field={fields.agreed} label={t('entry.agreed')} />
        </>
      )}
      <details
        className="post-letter"
        open={fields.postName.value || fields.postAddress.value || fields.postAddress.errors ? true : undefined}
      >
        <summary>{t('reach:entry.title')}</summary>
        <p className="small muted">{t('reach:entry.lead')}</p>
        <TextField field={fields.postName} label={t('reach:entry.name')} />
        <TextArea field={fields.postAddress} label={t('reach:entry.address')} hint={t('reach:entry.address_hint')} rows={3} />
      </details>
      <h2>{t('entry.source')}</h2>
      <RadioGroup
        field={fields.channel}
        legend={t('entry.channel')}
        options={CHANNELS.filter((channel) => channel !== 'meeting' || meetings.length > 0).map((channel) => ({
          value: channel,
          label: t(`channel.${channel}`),
        }))}
      />
      {meetings.length > 0 && (
        <SelectField field={fields.meetingId} label={t('entry.meeting')} hint={t('entry.meeting_hint')} options={[choose, ...meetings]} />
      )}
      <TextField field={fields.receivedOn} label={t('entry.received')} hint={t('entry.received_hint')} type="date" />
      <div className="btns">
        <SubmitButton>{t('entry.submit')}</SubmitButton>
      </div>
    </form>
  );
}
