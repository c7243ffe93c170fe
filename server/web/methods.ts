import type { RequestHandler } from 'express';

const KNOWN: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS'];

/** Pages and procedures are read and posted to. Nothing here is put in place of something else or deleted by its address: an answer that was published least of all. */
export const refuseOtherMethods: RequestHandler = (req, res, next) => {
  if (KNOWN.includes(req.method)) return next();
  res.status(405).set('Allow', KNOWN.join(', ')).type('text/plain').send('Hier kan alleen lezen en versturen.');
};
