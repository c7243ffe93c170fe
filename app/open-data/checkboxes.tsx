import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';

// biome-ignore lint/suspicious/noExplicitAny: a field of any form; only its name, errors and first value are read
type AnyField = FieldMetadata<any, any, string[]>;

/** Some of a few, all under one name. */
export function Checkboxes({
  field,
  legend,
  hint,
  options,
}: {
  field: AnyField;
  legend: string;
  hint?: string;
  options: { value: string; label: string }[];
}) {
  const { t } = useTranslation(['openData', 'errors']);
  const chosen: unknown[] = Array.isArray(field.initialValue) ? field.initialValue : field.initialValue ? [field.initialValue] : [];
  return (
    <fieldset className={field.errors ? 'field has-err' : 'field'}>
      <legend>{legend}</legend>
      {hint && <div className="hint">{hint}</div>}
      {field.errors?.map((error) => (
        <p className="err" id={field.errorId} key={error}>
          <Icon name="triangle-alert" />
          <span>{t(error as never) as string}</span>
        </p>
      ))}
      {options.map((option, index) => (
        // The first option carries the field's id: that is where the link of the error summary leads.
        <label className="check" key={option.value}>
          <input
            type="checkbox"
            id={index === 0 ? field.id : `${field.id}-${option.value}`}
            name={field.name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
