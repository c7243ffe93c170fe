import { useTranslation } from 'react-i18next';
import type { TemplateFault } from '../../server/templates/read-template.ts';

/** Above the form when a file was refused: each fault with its line and its place. Takes focus, as the error summary of any form does. */
export function FaultSummary({ faults }: { faults: readonly TemplateFault[] }) {
  const { t } = useTranslation('templates');
  if (faults.length === 0) return null;
  const placed = faults.some(({ place }) => place !== '');
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must start at what is wrong (GOV.UK error summary)
    <div className="err-sum" role="alert" tabIndex={-1} autoFocus id="fout">
      <h2>{placed ? t('fault.title_more', { count: faults.length }) : t('fault.title')}</h2>
      <ul>
        {faults.map(({ key, line, place, about }) => (
          <li key={`${place} ${key} ${about}`}>
            <a href="#bestand">
              {line > 0 && `${t('fault.line', { line })}: `}
              {place !== '' && (
                <>
                  <code>{place}</code>{' '}
                </>
              )}
              {t(`fault.${key}`, { about })}
            </a>
          </li>
        ))}
      </ul>
      <p className="small muted">{t('fault.unchanged')}</p>
    </div>
  );
}
