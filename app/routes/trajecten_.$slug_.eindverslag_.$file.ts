import type { LoaderFunctionArgs } from '@remix-run/node';
import { sendPaperFile } from '../dossiers/files.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return sendPaperFile(args, 'final_report');
}
