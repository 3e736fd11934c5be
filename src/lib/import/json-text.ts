import { StringDecoder } from 'node:string_decoder';
import { UnreadableFile } from './unreadable-file';
import type { UploadedFile } from './uploaded-files';

/** The longest file that is parsed as a whole: Spotify's own are about 12 MB each. */
const LONGEST = 256_000_000;

/** The first characters of a file, to detect its format. */
export async function beginningOf(file: UploadedFile, characters: number): Promise<string> {
  let text = '';
  const stream = await file.open();
  for await (const piece of piecesOf(file, stream)) {
    text += piece;
    if (text.length >= characters) break;
  }
  stream.destroy();
  return text.replace(/^\uFEFF/, '').slice(0, characters);
}

/** The whole file, parsed. Throws UnreadableFile when it is too long, broken or not JSON. */
export async function parsedJson(file: UploadedFile): Promise<unknown> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of piecesOf(file, await file.open())) {
    length += piece.length;
    if (length > LONGEST)
      throw new UnreadableFile(`${file.name} is longer than any file that Spotify makes.`);
    pieces.push(piece);
  }
  try {
    return JSON.parse(pieces.join('').replace(/^\uFEFF/, ''));
  } catch {
    throw new UnreadableFile(
      `${file.name} is not a complete JSON file. Download it again and choose it as it came.`,
    );
  }
}

/** The file line by line. */
export async function* linesOf(file: UploadedFile): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of piecesOf(file, await file.open())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new UnreadableFile(`${file.name} has a line without end.`);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* piecesOf(file: UploadedFile, stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of stream) yield decoder.write(chunk);
  } catch {
    throw new UnreadableFile(
      `${file.name} cannot be unpacked: the zip file is damaged. Download it again and choose it as it came.`,
    );
  }
  yield decoder.end();
}
