import { useTranslation } from 'react-i18next';

const RULES = ['pages', 'errors', 'limits', 'versions', 'partners', 'webhooks', 'licence'] as const;
/** Problems of the API point at `#fouten`. */
const IDS: Record<(typeof RULES)[number], string> = {
  pages: 'bladzijden',
  errors: 'fouten',
  limits: 'grenzen',
  versions: 'versies',
  partners: 'partners',
  webhooks: 'webhooks',
  licence: 'licentie',
};

/** What a program that uses the API should know. */
export function ApiRules() {
  const { t } = useTranslation('openData');
  return (
    <>
      {RULES.map((rule) => (
        <section key={rule} aria-labelledby={IDS[rule]}>
          <h3 id={IDS[rule]}>{t(`rule.${rule}`)}</h3>
          <p>{t(`rule.${rule}_text`)}</p>
        </section>
      ))}
    </>
  );
}
