import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react';
import { getZodConstraint } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ErrorSummary, SubmitButton, TextField } from '../components/form.tsx';
import { addressFormSchema } from './schemas.ts';

type LastResult = SubmissionResult<string[]> | undefined;
const [askSchema, codeSchema] = addressFormSchema.options;

/** Where the letter goes. */
export function AddressForm({ lastResult }: { lastResult: LastResult }) {
  const { t } = useTranslation('identity');
  const [form, fields] = useForm<z.input<typeof askSchema>>({
    id: 'adres',
    lastResult: lastResult?.initialValue?.intent === 'ask' ? lastResult : undefined,
    constraint: getZodConstraint(askSchema),
  });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="ask" />
      <TextField field={fields.addressee} label={t('address.addressee')} autoComplete="name" />
      <TextField field={fields.street} label={t('address.street')} autoComplete="address-line1" />
      <TextField field={fields.postcode} label={t('address.postcode')} autoComplete="postal-code" />
      <TextField field={fields.town} label={t('address.town')} autoComplete="address-level2" />
      <SubmitButton>{t('address.submit')}</SubmitButton>
    </form>
  );
}

/** The code that came with the post. */
export function LetterCodeForm({ triesLeft, lastResult }: { triesLeft: number; lastResult: LastResult }) {
  const { t } = useTranslation('identity');
  const [form, fields] = useForm<z.input<typeof codeSchema>>({
    id: 'code',
    lastResult: lastResult?.initialValue?.intent === 'code' ? lastResult : undefined,
    constraint: getZodConstraint(codeSchema),
  });
  return (
    <form method="post" className="form" {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="code" />
      <TextField field={fields.code} label={t('address.code')} hint={t('address.code_hint', { left: triesLeft })} autoComplete="off" />
      <SubmitButton>{t('address.code_submit')}</SubmitButton>
    </form>
  );
}
