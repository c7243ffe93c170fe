import { useTranslation } from 'react-i18next';

/** On top of the page when a ballot was refused: what is wrong and that the choices are still there. Takes focus, so a screen reader starts there. */
export function BallotFaults({ faults, target }: { faults: readonly string[]; target: string }) {
  const { t } = useTranslation(['common', 'errors', 'votings']);
  if (faults.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the reader must start at what is wrong (GOV.UK error summary)
    <div className="err-sum ballot-faults" role="alert" tabIndex={-1} autoFocus>
      <h2>{t('common:form.summary', { count: faults.length })}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>
            <a href={`#${target}`}>{t(fault as never, { defaultValue: fault }) as string}</a>
          </li>
        ))}
      </ul>
      <p className="small muted">{t('common:form.kept')}</p>
    </div>
  );
}
