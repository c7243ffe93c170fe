import { useTranslation } from 'react-i18next';

const NAMES = ['step_choose', 'step_dates', 'step_names'] as const;

/** How far along: in words, with a bar beside them. */
export function StepBar({ step }: { step: 1 | 2 | 3 }) {
  const { t } = useTranslation('templates');
  return (
    <>
      <p className="small muted step-words">{t('new.step', { step, name: t(`new.${NAMES[step - 1] ?? 'step_choose'}`) })}</p>
      <div className="steps-bar" aria-hidden="true">
        {NAMES.map((name, index) => (
          <span key={name} className={index < step ? 'on' : ''} />
        ))}
      </div>
    </>
  );
}
