import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { decodedText } from './decoded-text';
import type { ReadLimits } from './read-limits';
import { UnreadableFile } from './unreadable-file';
import type { UploadedFile } from './uploaded-files';

/** A part of a JSON document: an element of a list, or a text or number of the object around the lists. */
export interface JsonItem {
  /** The key of the list; '' for a document that is one list, and null for what is in no list. */
  list: string | null;
  /** The key of what is in no list; the place in the list of an element. */
  key: string | number;
  value: unknown;
}

/** The members of the object around our own export's lists that are read. */
const HEAD = ['format', 'version'];

const CONTAINERS = new Map([
  [TokenType.LEFT_BRACE, 1],
  [TokenType.LEFT_BRACKET, 1],
  [TokenType.RIGHT_BRACE, -1],
  [TokenType.RIGHT_BRACKET, -1],
]);

/**
 * The items of a JSON file in its order, as many at a time as a piece of the file holds; memory stays that of one item.
 * Throws UnreadableFile for what is not complete JSON, or goes beyond a limit.
 */
export async function* itemsOf(file: UploadedFile, limits: ReadLimits): AsyncGenerator<JsonItem[]> {
  let parser: ItemParser | null = null;
  for await (const text of decodedText(file)) {
    parser ??= startParser(text, file.name, limits);
    const items = parser?.write(text) ?? [];
    if (items.length > 0) yield items;
  }
  if (!parser) throw new UnreadableFile(incomplete(file.name));
  parser.end();
}

/** Null while there was nothing but space. */
function startParser(text: string, name: string, limits: ReadLimits): ItemParser | null {
  const first = text.trimStart().charAt(0);
  if (first === '') return null;
  return new ItemParser(name, limits, first === '[');
}

const incomplete = (name: string): string =>
  `${name} is not a complete JSON file. Download it again and choose it as it came.`;

/** The parser of a streaming library, with limits. */
class ItemParser {
  readonly #tokenizer = new Tokenizer({ stringBufferSize: 65_536, numberBufferSize: 64 });
  readonly #parser: TokenParser;
  #items: JsonItem[] = [];
  #depth = 0;
  /** Of the item that is being read. */
  #tokens = 0;
  #characters = 0;

  constructor(
    private readonly name: string,
    private readonly limits: ReadLimits,
    isList: boolean,
  ) {
    const paths = isList ? ['$.*'] : [...HEAD.map((key) => `$.${key}`), '$.*.*'];
    this.#parser = new TokenParser({ paths, keepStack: false });
    this.#parser.onValue = ({ value, key, parent, stack }) => {
      this.#tokens = 0;
      this.#characters = 0;
      if (key === undefined) return;
      if (stack.length === 1 && !isList) this.#items.push({ list: null, key, value });
      else if (Array.isArray(parent)) this.#items.push({ list: String(stack[1]?.key ?? ''), key, value });
    };
    this.#tokenizer.onToken = (token) => {
      this.#depth += CONTAINERS.get(token.token) ?? 0;
      this.#tokens += 1;
      if (this.#depth > limits.depth) throw this.#refusal('holds lists inside lists without end');
      if (this.#tokens > limits.rowTokens)
        throw this.#refusal('has a row with more values than any play has');
      this.#parser.write(token);
    };
    this.#tokenizer.onError = (error) => {
      throw error;
    };
    this.#parser.onError = (error) => {
      throw error;
    };
  }

  write(text: string): JsonItem[] {
    this.#characters += text.length;
    this.#attempt(() => this.#tokenizer.write(text));
    if (this.#characters > this.limits.rowCharacters)
      throw this.#refusal('has a row that is far longer than any play');
    const items = this.#items;
    this.#items = [];
    return items;
  }

  end(): void {
    this.#attempt(() => {
      this.#tokenizer.end();
      if (!this.#parser.isEnded) throw new UnreadableFile(incomplete(this.name));
    });
  }

  #attempt(parse: () => void): void {
    try {
      parse();
    } catch (error) {
      // What the parser objects to is the file's fault.
      throw error instanceof UnreadableFile ? error : new UnreadableFile(incomplete(this.name));
    }
  }

  #refusal(what: string): UnreadableFile {
    return new UnreadableFile(
      `${this.name} ${what}. Choose the file that Spotify sent, as it came, or an export from Audiospective.`,
    );
  }
}
