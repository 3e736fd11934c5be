/** A file that the browser saves under its name; `fileName` is plain ASCII. */
export function download(file: {
  fileName: string;
  contentType: string;
  body: ReadableStream<Uint8Array>;
}): Response {
  return new Response(file.body, {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}
