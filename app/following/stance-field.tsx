import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { STANCES, type Stance } from '../../server/comments/rules.ts';

/** For, against or neither, in one line. Neither is where it starts: nobody has to choose. */
export function StanceField({ field }: { field: FieldMetadata<Stance | undefined> }) {
  const { t } = useTranslation('following');
  const chosen = STANCES.find((stance) => stance === field.initialValue) ?? 'neutral';
  return (
    <fieldset className="field stance-choice">
      <legend>{t('stance.legend')}</legend>
      {STANCES.map((stance) => (
        <label className="radio" key={stance}>
          <input type="radio" name={field.name} value={stance} defaultChecked={stance === chosen} />
          <span>{t(`stance.${stance}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
