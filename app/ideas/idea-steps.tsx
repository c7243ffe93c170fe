import type { FieldMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdeaFacets } from '../../server/ideas/facets.ts';
import { SelectField, TextArea, TextField } from '../components/form.tsx';
import { type ChosenPhotoView, PhotoField } from './photo-field.tsx';
import { PlaceFields } from './place-fields.tsx';
import { LiveSimilarIdeas } from './similar-ideas.tsx';

type Text = FieldMetadata<string | undefined>;
export type IdeaFieldset = {
  title: FieldMetadata<string>;
  body: FieldMetadata<string>;
  theme: Text;
  area: Text;
  place: Text;
  photo: Text;
  photoAlt: Text;
  mapX: FieldMetadata<number | undefined>;
  mapY: FieldMetadata<number | undefined>;
};

type Props = {
  fields: IdeaFieldset;
  facets: Pick<IdeaFacets, 'trajectory' | 'themes' | 'areas'>;
  chosen: ChosenPhotoView | null;
  /** What others proposed before, looked up on the server; null when nobody asked. */
  similar: Parameters<typeof LiveSimilarIdeas>[0]['similar'];
  /** What the third step ends with: name, promise, buttons. */
  children: ReactNode;
};

const STEPS = 3;

/**
 * The three steps of an idea: what, where, and with which photo. They are parts of one form, all on the page; with JavaScript one stands there at a time. So no step
 * can lose what was typed in another.
 */
export function IdeaSteps({ fields, facets, chosen, similar, children }: Props) {
  const { t } = useTranslation(['ideas', 'common']);
  const { slug, title } = facets.trajectory;
  const texts = {
    next: t('steps.next'),
    back: t('steps.back'),
    missing: { title: t('error.title_missing'), body: t('error.body_missing') },
  };
  return (
    <div className="idea-steps" data-island="steps" data-props={JSON.stringify({ texts })}>
      <Step number={1} title={t('steps.what')}>
        <TextField field={fields.title} label={t('new.field.title')} hint={t('new.hint.title')} />
        <LiveSimilarIdeas slug={slug} similar={similar} fieldId={fields.title.id} />
        <TextArea field={fields.body} label={t('new.field.body')} hint={t('new.hint.body')} rows={8} serif />
      </Step>
      <Step number={2} title={t('steps.where')}>
        {facets.themes.length > 0 && (
          <SelectField
            field={fields.theme}
            label={t('new.field.theme')}
            options={[{ value: '', label: t('new.no_choice') }, ...facets.themes.map(({ slug: value, name }) => ({ value, label: name }))]}
          />
        )}
        <PlaceFields fields={fields} areas={facets.areas} trajectory={title} />
      </Step>
      <Step number={3} title={t('steps.photo')}>
        <PhotoField photo={fields.photo} alt={fields.photoAlt} chosen={chosen} />
        {children}
      </Step>
    </div>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const { t } = useTranslation('ideas');
  return (
    <section className="idea-step" aria-labelledby={`stap-${number}`}>
      <h2 id={`stap-${number}`} tabIndex={-1}>
        <span className="step-number">{t('steps.number', { number, of: STEPS })}</span> {title}
      </h2>
      {children}
    </section>
  );
}
