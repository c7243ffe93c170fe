import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { RadioGroup } from '../components/form.tsx';
import { useRootData } from '../root-data.ts';

// biome-ignore lint/suspicious/noExplicitAny: a field of any schema; only its name, errors and first value are read
type Field = FieldMetadata<any, any, string[]>;

/** Of an idea or a story: everybody with a name, everybody without, or the municipality only. */
export function ReadersField({ field }: { field: Field }) {
  const { t } = useTranslation('visibility');
  const { actor } = useRootData();
  return (
    <RadioGroup
      field={field}
      legend={t('who')}
      options={[
        { value: 'ja', label: actor ? t('named', { name: actor.name }) : t('named_unknown') },
        { value: 'nee', label: t('nameless'), hint: t('nameless_hint') },
        { value: 'gemeente', label: t('staff'), hint: t('staff_hint') },
      ]}
    />
  );
}

/** The same of a comment, in one line. There is always a choice, so it is never empty. Staff always show their name. */
export function CommentReadersField({ field }: { field: Field }) {
  const { t } = useTranslation('visibility');
  const { actor } = useRootData();
  if (actor?.isStaff) return null;
  const options = { ja: t('comment_named'), nee: t('comment_nameless'), gemeente: t('comment_staff') };
  return (
    <div className="field">
      <label htmlFor={field.id}>{t('who')}</label>
      <div className="hint" id={field.descriptionId}>
        {t('comment_hint')}
      </div>
      <select
        className="inp"
        id={field.id}
        name={field.name}
        aria-describedby={field.descriptionId}
        defaultValue={typeof field.initialValue === 'string' ? field.initialValue : 'ja'}
      >
        {Object.entries(options).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
