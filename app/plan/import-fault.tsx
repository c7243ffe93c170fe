import { useTranslation } from 'react-i18next';
import type { ImportFault } from './import-form.server.ts';

/** Above the form when the file was refused: where in it, and why. Takes focus, as the error summary of any form does. */
export function ImportFaultSummary({ fault }: { fault: ImportFault | null }) {
  const { t } = useTranslation('exchange');
  if (!fault) return null;
  const { key, line, about, text } = fault;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must start at what is wrong (GOV.UK error summary)
    <div className="err-sum" role="alert" tabIndex={-1} autoFocus id="fout">
      <h2>{t('error.title')}</h2>
      <p>
        <a href={text === '' ? '#bestand' : '#tekst'}>
          {line > 0 && `${t('error.line', { line })} `}
          {about && `${t('error.about', { about })} `}
          {t(key as never)}
        </a>
      </p>
      <p className="small muted">{t('error.unchanged')}</p>
    </div>
  );
}
