import { ShareMark } from './share-mark';
import { SHARE_PAGE_STYLE } from './share-style';

/** The one answer for what is unknown, revoked, private or past its end: nothing tells them apart. */
export function ShareGone() {
  return (
    <html lang="en" className="report">
      <head>
        <meta charSet="utf-8" />
        <title>Not found · Audiospective</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style>{SHARE_PAGE_STYLE}</style>
      </head>
      <body>
        <main className="gone">
          <ShareMark />
          <h1>There is nothing here</h1>
          <p>The address may be mistyped, or what stood here was taken back by whoever shared it.</p>
          <p>
            <a href="/">Go to the start</a>
          </p>
        </main>
      </body>
    </html>
  );
}
