import type { LoaderFunctionArgs } from '@remix-run/node';
import { sendPlanFile } from '../plan/plan-file.server.ts';

export async function loader(args: LoaderFunctionArgs) {
  return sendPlanFile(args, 'docx');
}
