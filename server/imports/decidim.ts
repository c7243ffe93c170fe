/**
 * Proposals of Decidim, as its administrators export them: CSV with nested names (`title/nl`, `body/en`, `category/name/nl`), separated by semicolons unless set
 * otherwise (decidim-core `Exporters::CSV`, decidim-proposals `ProposalSerializer`).
 */
import { ImportError } from '../cli/import-error.ts';
import { countFrom, momentFrom, type PeerIdea, urlFrom } from './peer-idea.ts';
import { ideaWords } from './plain-text.ts';
import { readTable, requireColumns } from './table.ts';

/** Columns that name or reach a person. Some installations add their own. */
const PERSONAL = /(^|[/_])(authors?|emails?|e-mails?|user_endorsements|user_name|nickname|phone)([/_]|$)/i;

/** @throws ImportError with its line, when the file is at fault */
export function readDecidim(file: Uint8Array): PeerIdea[] {
  const table = readTable(file);
  requireColumns(table, ['id'], 'Decidim');
  const titles = namesOf(table.columns, 'title');
  if (titles.length === 0) requireColumns(table, ['title/nl'], 'Decidim');
  const seen = new Set<string>();
  return table.rows.map(({ line, values }) => {
    const id = (values.id ?? '').trim();
    if (!/^\d+$/.test(id)) throw new ImportError({ line, message: `Het nummer van het voorstel klopt niet: "${id}".` });
    if (seen.has(id)) throw new ImportError({ line, message: `Voorstel ${id} staat er twee keer.` });
    seen.add(id);
    const text = (name: string) => {
      const found = namesOf(table.columns, name).map((column) => (values[column] ?? '').trim());
      return found.find((words) => words !== '') ?? '';
    };
    const words = ideaWords({ title: text('title'), body: text('body'), from: 'Decidim' });
    if (!words) throw new ImportError({ line, message: `Voorstel ${id} heeft geen titel.` });
    return {
      line,
      sourceKey: `decidim:${id}`,
      words: /^(withdrawn|rejected_by_moderation)$/.test(text('state')) ? null : words,
      createdAt: momentFrom(text('published_at')) ?? momentFrom(text('created_at')),
      place: text('address') || null,
      theme: text('category/name') || text('taxonomies/name') || null,
      url: urlFrom(text('url')),
      supports: countFrom(text('supports')) ?? countFrom(text('votes')),
      raw: Object.fromEntries(Object.entries(values).filter(([name]) => !PERSONAL.test(name))),
    };
  });
}

/** The columns of one text, Dutch first: `title/nl`, `title`, then other languages. What lies deeper is another thing. */
function namesOf(columns: readonly string[], name: string): string[] {
  const own = columns.filter(
    (column) => column === name || (column.startsWith(`${name}/`) && /^[a-z]{2}(-[A-Za-z]+)?$/.test(column.slice(name.length + 1))),
  );
  const rank = (column: string) => [`${name}/nl`, name, `${name}/en`].indexOf(column);
  return own.sort((a, b) => (rank(a) === -1 ? 9 : rank(a)) - (rank(b) === -1 ? 9 : rank(b)));
}
