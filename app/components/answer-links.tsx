import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import type { AnswerPage } from '../../server/responses/answer-page.ts';
import { SelectField, TextField } from './form.tsx';

// biome-ignore lint/suspicious/noExplicitAny: a field of any schema; only its name, errors and first value are read
type Field = FieldMetadata<any, any, string[]>;

/** At most this many changes per section to choose from, the newest first. */
const MOST_CHANGES = 4;

/** What the answer points at: the change in the plan text, a decision, or who it was sent on to. */
export function AnswerLinks({
  sections,
  fields,
  chosen,
}: {
  sections: AnswerPage['sections'];
  fields: Record<'sectionId' | 'decisionTitle' | 'decisionUrl' | 'authorityName' | 'authorityUrl', Field>;
  /** The change as saved, which may span more than one version. */
  chosen: string;
}) {
  const { t } = useTranslation(['desk', 'answers']);
  const options = sections.flatMap(({ id, number, title, versions }) => {
    const pairs = versions.slice(1).map((to, index) => ({ from: versions[index] ?? 0, to }));
    const [section = '', from, to] = chosen.split(':');
    if (section === id && from && to && !pairs.some((pair) => String(pair.from) === from && String(pair.to) === to))
      pairs.push({ from: Number(from), to: Number(to) });
    return [
      { value: id, label: t('form.section_option', { number, title }) },
      ...pairs
        .slice(-MOST_CHANGES)
        .reverse()
        .map((pair) => ({ value: `${id}:${pair.from}:${pair.to}`, label: t('form.versions_option', { number, title, ...pair }) })),
    ];
  });
  const used = [fields.decisionTitle, fields.decisionUrl, fields.authorityName, fields.authorityUrl];
  return (
    <>
      <SelectField
        field={fields.sectionId}
        label={t('form.section')}
        hint={t('form.section_hint')}
        options={[{ value: '', label: t('answers:write.no_section') }, ...options]}
      />
      <details className="links" open={used.some((field) => field.errors || field.initialValue)}>
        <summary>{t('form.links')}</summary>
        <TextField field={fields.decisionTitle} label={t('form.decision')} hint={t('form.decision_hint')} />
        <TextField field={fields.decisionUrl} label={t('form.decision_url')} />
        <TextField field={fields.authorityName} label={t('form.authority')} hint={t('form.authority_hint')} />
        <TextField field={fields.authorityUrl} label={t('form.authority_url')} />
      </details>
    </>
  );
}
