import type { LoaderFunctionArgs } from '@remix-run/node';
import { csvDownload } from '../accounts/csv.server.ts';
import { readLogSearch } from '../admin/log-search.ts';
import { api } from '../api.server.ts';

const AT_ONCE = 1000;
/** A spreadsheet takes no more, and nor should one request; narrow the search by day for the rest. */
const MOST = 50_000;

/** What the search finds, with the codes of each event, so that it can be checked against the chain. */
export async function loader(args: LoaderFunctionArgs) {
  const { before: start, ...filter } = readLogSearch(new URL(args.request.url).searchParams);
  const call = api(args);
  const rows: Record<string, unknown>[] = [];
  let before = start;
  do {
    const page = await call.events.list({ ...filter, before, limit: AT_ONCE });
    for (const { id, at, kind, actor, trajectory, subjectKind, subjectId, data, seal } of page.items) {
      rows.push({
        gebeurtenis: id,
        moment: at.toISOString(),
        soort: kind,
        wie: actor ?? '',
        traject: trajectory?.slug ?? '',
        onderwerp: subjectKind,
        onderwerp_id: subjectId,
        gegevens: JSON.stringify(data),
        nummer: seal?.seq ?? '',
        personal: seal?.personal ?? '',
        digest: seal?.digest ?? '',
        sha256: seal?.sha256 ?? '',
      });
    }
    before = page.nextCursor ?? undefined;
  } while (before !== undefined && rows.length < MOST);
  return csvDownload(rows, 'logboek.csv');
}
