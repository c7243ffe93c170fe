import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdeaChange } from '../../server/ideas/revisions.ts';
import { TextDiff } from '../components/text-diff.tsx';
import { formatMoment, formatNumber } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** One change of an idea: when, how many supported it then, and per part what was taken out and put in. */
export function IdeaChangeItem({ change }: { change: IdeaChange }) {
  const { t, i18n } = useTranslation('ideas');
  const { today } = useRootData();
  const named = (value: string | null) => value ?? t('changes.nothing');
  return (
    <li className="idea-change">
      <h2>{formatMoment(change.changedAt, i18n.language, today)}</h2>
      <p className="meta">
        {t('changes.support', { count: change.supportCount, number: formatNumber(change.supportCount, i18n.language) })}
      </p>
      <dl>
        {change.title && (
          <Part name={t('changes.part.title')}>
            <TextDiff parts={change.title} />
          </Part>
        )}
        {change.body && (
          <Part name={t('changes.part.body')}>
            <TextDiff parts={change.body} />
          </Part>
        )}
        {change.theme && (
          <Part name={t('changes.part.theme')}>
            {t('changes.from_to', { before: named(change.theme.before), after: named(change.theme.after) })}
          </Part>
        )}
        {change.place && (
          <Part name={t('changes.part.place')}>
            {t('changes.from_to', { before: named(change.place.before), after: named(change.place.after) })}
          </Part>
        )}
        {change.mapChanged && <Part name={t('changes.part.map')}>{t('changes.map')}</Part>}
        {change.photo && <Part name={t('changes.part.photo')}>{t(`changes.photo.${change.photo}`)}</Part>}
      </dl>
    </li>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
