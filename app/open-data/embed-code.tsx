import { useTranslation } from 'react-i18next';

type Props = { id: 'ideeen' | 'fasen' | 'antwoordtijden'; title: string; path: string; publicUrl: string; height: number };

/** One piece for another website: the line to copy, and how it looks. */
export function EmbedCode({ id, title, path, publicUrl, height }: Props) {
  const { t } = useTranslation('openData');
  const name = t(`embed.${id}`);
  const frameTitle = `${name}: ${title}`;
  const code = `<iframe src="${publicUrl}${path}" title="${escapeHtml(frameTitle)}" width="340" height="${height}" loading="lazy" style="border:0"></iframe>`;
  return (
    <section aria-labelledby={id} className="embed-code">
      <h2 id={id}>{name}</h2>
      <div className="pair">
        <div>
          <label htmlFor={`code-${id}`}>{t('embed.code')}</label>
          <textarea className="inp code" id={`code-${id}`} rows={7} readOnly value={code} />
          <p className="small">
            <a href={path}>{t('embed.see')}</a>
          </p>
        </div>
        <iframe src={path} title={frameTitle} width={340} height={height} loading="lazy" />
      </div>
    </section>
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
