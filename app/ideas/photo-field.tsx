import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { PHOTO_LIMITS } from '../../server/photos/rules.ts';
import { Icon } from '../components/icon.tsx';

/** What is shown of the photo that is chosen: an address of ours, or a `data:` address while it waits. */
export type ChosenPhotoView = { id: string; preview: string };

type Props = {
  photo: FieldMetadata<string | undefined>;
  alt: FieldMetadata<string | undefined>;
  chosen: ChosenPhotoView | null;
};

/** A photo, with the words for who does not see it. In a browser with JavaScript it is made smaller before it is sent. */
export function PhotoField({ photo, alt, chosen }: Props) {
  const { t } = useTranslation(['photos', 'ideas']);
  const describedBy = [`${photo.id}-uitleg`, photo.errors ? photo.errorId : null].filter(Boolean).join(' ');
  const texts = { tooLarge: t('photos:error.too_large') };
  return (
    <fieldset
      className="photo-field"
      data-island="photo"
      data-props={JSON.stringify({ most: PHOTO_LIMITS.bytes, side: PHOTO_LIMITS.side, texts })}
    >
      <legend>{t('photos:field.legend')}</legend>
      <div className={photo.errors ? 'field has-err' : 'field'}>
        {chosen && (
          <div className="photo-chosen">
            <img src={chosen.preview} width={160} height={120} alt={t('photos:field.chosen')} />
            <input type="hidden" name="photo" value={chosen.id} />
            <label className="check">
              <input type="checkbox" name="removePhoto" />
              <span>{t('photos:field.remove')}</span>
            </label>
          </div>
        )}
        <label htmlFor={photo.id}>{chosen ? t('photos:field.other') : t('photos:field.file')}</label>
        <div className="hint" id={`${photo.id}-uitleg`}>
          {t('photos:field.hint')}
        </div>
        <Faults field={photo} />
        <input
          className="inp file"
          type="file"
          id={photo.id}
          name="photoFile"
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={describedBy}
          {...(photo.errors ? { 'aria-invalid': true as const } : {})}
        />
      </div>
      <div className={alt.errors ? 'field has-err' : 'field'}>
        <label htmlFor={alt.id}>
          {t('photos:field.alt')} <span className="muted">({t('photos:field.alt_when')})</span>
        </label>
        <div className="hint" id={alt.descriptionId}>
          {t('photos:field.alt_hint')}
        </div>
        <Faults field={alt} />
        <input
          className="inp"
          type="text"
          id={alt.id}
          name="photoAlt"
          defaultValue={alt.initialValue ?? ''}
          aria-describedby={[alt.descriptionId, alt.errors ? alt.errorId : null].filter(Boolean).join(' ')}
          {...(alt.errors ? { 'aria-invalid': true as const } : {})}
        />
      </div>
    </fieldset>
  );
}

function Faults({ field }: { field: FieldMetadata<string | undefined> }) {
  const { t } = useTranslation(['photos', 'ideas']);
  return field.errors?.map((error) => (
    <p className="err" id={field.errorId} key={error}>
      <Icon name="triangle-alert" />
      <span>{t(error as never) as string}</span>
    </p>
  ));
}
