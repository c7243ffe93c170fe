import type { LoaderFunctionArgs } from '@remix-run/node';
import { sendDossierFile } from '../dossiers/files.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return sendDossierFile(args, 'docx');
}
