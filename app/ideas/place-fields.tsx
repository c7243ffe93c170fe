import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { AreaMap, areaSpots } from '../components/area-map.tsx';
import { SelectField, TextField } from '../components/form.tsx';

type Props = {
  fields: Record<'area' | 'place', FieldMetadata<string | undefined>> & Record<'mapX' | 'mapY', FieldMetadata<number | undefined>>;
  areas: readonly string[];
  trajectory: string;
};

/**
 * Where an idea is: an area from the list, one's own words, or a pin on the drawn map. Any of them will do. The map is there with JavaScript only; a pin set before
 * is kept without it.
 */
export function PlaceFields({ fields, areas, trajectory }: Props) {
  const { t } = useTranslation('ideas');
  const texts = {
    label: t('map.pick', { trajectory }),
    set: t('map.set'),
    remove: t('map.remove'),
    none: t('map.none'),
    near: t('map.near'),
    at: t('map.at'),
    removed: t('map.removed'),
  };
  return (
    <fieldset className="place-fields">
      <legend>{t('new.field.where')}</legend>
      <p className="hint">{t('new.hint.where')}</p>
      {areas.length > 0 && (
        <SelectField
          field={fields.area}
          label={t('new.field.area')}
          options={[{ value: '', label: t('new.no_choice') }, ...areas.map((name) => ({ value: name, label: name }))]}
        />
      )}
      <TextField field={fields.place} label={t('new.field.place')} hint={t('new.hint.place')} />
      <div data-island="map-pick" data-props={JSON.stringify({ areas: areaSpots(areas), texts })}>
        <input type="hidden" name="mapX" defaultValue={fields.mapX.initialValue ?? ''} />
        <input type="hidden" name="mapY" defaultValue={fields.mapY.initialValue ?? ''} />
        <div className="map-pick" hidden>
          <p className="lab">
            {t('map.title')} <span className="muted">({t('common:form.optional')})</span>
          </p>
          <p className="hint" id="kaart-uitleg">
            {t('map.hint')}
          </p>
          <div className="map-board" aria-describedby="kaart-uitleg">
            <AreaMap label={t('map.label', { trajectory })} areas={areas} pins={[]} />
          </div>
        </div>
      </div>
    </fieldset>
  );
}
