/** The description of the API, as its page shows it. */
export interface ApiPage {
  groups: { name: string; operations: ApiOperation[] }[];
  schemas: { name: string; fields: ApiField[] }[];
}

export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  inputs: ApiField[];
  answers: { status: string; words: string; body: string | null }[];
}

export interface ApiField {
  name: string;
  /** In few words, e.g. `integer`, `RankedEntry[]`, `string or null`. */
  type: string;
  description: string | null;
}
