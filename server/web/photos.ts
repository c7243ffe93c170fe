import type { RequestHandler, Response } from 'express';
import { isDomainError } from '../errors.ts';
import { getPhoto } from '../photos/queries.ts';
import type { RequestState } from './request-state.ts';

const ADDRESS = /^\/fotos\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/klein)?$/;

/**
 * Serves the photos of ideas. What has an address never changes, so a browser keeps it; nobody in between may, because an idea can be hidden. Not through the
 * pages: those are kept, compressed, and sent again to who is signed in.
 */
export const photoRoutes: RequestHandler = (req, res, next) => {
  if (req.method !== 'GET' && req.method !== 'HEAD') return next();
  const [, id, small] = ADDRESS.exec(req.path) ?? [];
  if (!id) return next();
  getPhoto((res.locals as RequestState).context, { id, size: small ? 'thumbnail' : 'image' }).then(
    ({ bytes, shown }) => {
      const etag = `"${id}"`;
      res.setHeader('Cache-Control', shown ? 'private, max-age=31536000, immutable' : 'private, no-store');
      res.setHeader('ETag', etag);
      if (shown && req.headers['if-none-match'] === etag) return void res.status(304).end();
      sendImage(res, bytes);
    },
    (error: unknown) => {
      if (!isDomainError(error)) return next(error);
      res.status(404).setHeader('Cache-Control', 'no-store');
      res.type('text').send('Deze foto is er niet.\n');
    },
  );
};

function sendImage(res: Response, bytes: Buffer): void {
  // Opened by itself it is a picture and nothing else, whatever is in it.
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Disposition', 'inline');
  res.type('image/webp').send(bytes);
}
