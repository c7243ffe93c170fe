import { useTranslation } from 'react-i18next';

type Block = { title: string; text: string };

/** A page of plain text from the catalogue `static`: a heading, a lead and titled paragraphs. `values` fill the holes. */
export function TextPage({ name, values = {} }: { name: 'privacy' | 'accessibility' | 'about_demo'; values?: Record<string, string> }) {
  const { t } = useTranslation('static');
  const blocks = t(`${name}.blocks`, { returnObjects: true, ...values }) as unknown as Block[];
  return (
    <div className="wrap foot-page">
      <div className="text-page">
        <h1>{t(`${name}.title`)}</h1>
        <p className="lead">{t(`${name}.lead`, values)}</p>
        {blocks.map(({ title, text }) => (
          <section key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </section>
        ))}
      </div>
    </div>
  );
}
