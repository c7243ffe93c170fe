import type { LoaderFunctionArgs } from '@remix-run/node';
import { sendNoteFile } from '../nota/nota-file.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return sendNoteFile(args, 'pdf');
}
