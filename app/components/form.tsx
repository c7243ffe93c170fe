import type { FieldMetadata, FormMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

// biome-ignore lint/suspicious/noExplicitAny: a form of any schema; only its errors are read
type AnyForm = FormMetadata<any, string[]>;
// biome-ignore lint/suspicious/noExplicitAny: a field of any schema; only its name, errors and first value are read
type AnyField = FieldMetadata<any, any, string[]>;

/** An error is an i18n key with its namespace (`ideas:error.title_short`); a text that is no key is shown as it is. */
function useErrorText(): (key: string) => string {
  const { t } = useTranslation(['common', 'errors']);
  return (key) => t(key as never, { defaultValue: key }) as string;
}

/** Above the form when something is wrong: what, with a link to each field, and that nothing typed is lost. Takes focus, so a screen reader starts there. */
export function ErrorSummary({ form }: { form: AnyForm }) {
  const { t } = useTranslation('common');
  const text = useErrorText();
  const faults = Object.entries(form.allErrors).flatMap(([name, errors]) => (errors ?? []).map((error) => ({ name, error })));
  if (faults.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must start at what is wrong (GOV.UK error summary)
    <div className="err-sum" role="alert" tabIndex={-1} autoFocus id={form.errorId}>
      <h2>{t('form.summary', { count: faults.length })}</h2>
      <ul>
        {faults.map(({ name, error }) => (
          <li key={name + error}>{name ? <a href={`#${form.id}-${name}`}>{text(error)}</a> : text(error)}</li>
        ))}
      </ul>
      <p className="small muted">{t('form.kept')}</p>
    </div>
  );
}

type FieldProps = { field: AnyField; label: string; hint?: ReactNode };

/** Label above, hint under the label, error between hint and control. */
function Frame({ field, label, hint, children }: FieldProps & { children: ReactNode }) {
  const { t } = useTranslation('common');
  const text = useErrorText();
  return (
    <div className={field.errors ? 'field has-err' : 'field'}>
      <label htmlFor={field.id}>
        {label}
        {!field.required && <span className="muted"> ({t('form.optional')})</span>}
      </label>
      {hint && (
        <div className="hint" id={field.descriptionId}>
          {hint}
        </div>
      )}
      {field.errors?.map((error) => (
        <p className="err" id={field.errorId} key={error}>
          <Icon name="triangle-alert" />
          <span>{text(error)}</span>
        </p>
      ))}
      {children}
    </div>
  );
}

function attributes(field: AnyField, hint: ReactNode) {
  const describedBy = [hint ? field.descriptionId : null, field.errors ? field.errorId : null].filter(Boolean).join(' ');
  return {
    id: field.id,
    name: field.name,
    ...(field.errors ? { 'aria-invalid': true as const } : {}),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(field.required ? { 'aria-required': true as const } : {}),
  };
}

export function TextField({
  field,
  label,
  hint,
  type = 'text',
  autoComplete,
  inputMode,
}: FieldProps & { type?: string; autoComplete?: string; inputMode?: 'numeric' | 'email' }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <input
        {...attributes(field, hint)}
        className="inp"
        type={type}
        {...(autoComplete ? { autoComplete } : {})}
        {...(inputMode ? { inputMode } : {})}
        {...(type === 'password' ? {} : { defaultValue: initialText(field) })}
      />
    </Frame>
  );
}

export function TextArea({ field, label, hint, rows = 6, serif = false }: FieldProps & { rows?: number; serif?: boolean }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <textarea {...attributes(field, hint)} className={serif ? 'inp serif' : 'inp'} rows={rows} defaultValue={initialText(field)} />
    </Frame>
  );
}

/** What was typed before, or what the field starts with. */
function initialText(field: AnyField): string {
  return typeof field.initialValue === 'string' ? field.initialValue : '';
}

export type Option = { value: string; label: string; hint?: string };

export function SelectField({ field, label, hint, options }: FieldProps & { options: readonly Option[] }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <select {...attributes(field, hint)} className="inp" defaultValue={initialText(field)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function RadioGroup({
  field,
  legend,
  hint,
  options,
}: {
  field: AnyField;
  legend: string;
  hint?: ReactNode;
  options: readonly Option[];
}) {
  const text = useErrorText();
  return (
    <fieldset className={field.errors ? 'field has-err' : 'field'} {...(field.errors ? { 'aria-describedby': field.errorId } : {})}>
      <legend>{legend}</legend>
      {hint && <div className="hint">{hint}</div>}
      {field.errors?.map((error) => (
        <p className="err" id={field.errorId} key={error}>
          <Icon name="triangle-alert" />
          <span>{text(error)}</span>
        </p>
      ))}
      {options.map((option, index) => (
        // The first option carries the field's id: that is where the link of the error summary leads.
        <label className="radio" key={option.value}>
          <input
            type="radio"
            id={index === 0 ? field.id : `${field.id}-${option.value}`}
            name={field.name}
            value={option.value}
            defaultChecked={field.initialValue === option.value}
          />
          <span>{option.label}</span>
          {option.hint && <span className="hint">{option.hint}</span>}
        </label>
      ))}
    </fieldset>
  );
}

export function CheckboxField({ field, label, hint }: FieldProps) {
  const text = useErrorText();
  return (
    <div className={field.errors ? 'field has-err' : 'field'}>
      {field.errors?.map((error) => (
        <p className="err" id={field.errorId} key={error}>
          <Icon name="triangle-alert" />
          <span>{text(error)}</span>
        </p>
      ))}
      <label className="check">
        <input type="checkbox" {...attributes(field, hint)} value="on" defaultChecked={field.initialValue === 'on'} />
        <span>{label}</span>
      </label>
      {hint && (
        <div className="hint" id={field.descriptionId}>
          {hint}
        </div>
      )}
    </div>
  );
}

export function SubmitButton({
  children,
  className = 'btn',
  name,
  value,
}: {
  children: ReactNode;
  className?: string;
  name?: string;
  value?: string;
}) {
  return (
    <button type="submit" className={className} {...(name ? { name, value } : {})}>
      {children}
    </button>
  );
}
