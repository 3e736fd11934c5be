/** The description of the API, as its pages show it. */
export interface ApiPage {
  groups: { name: string; note: string | null; operations: ApiOperation[] }[];
  schemas: ApiSchema[];
}

/** One operation, and all that its input and its answers are made of. */
export interface ApiOperationPage {
  group: string;
  operation: ApiOperation;
  schemas: ApiSchema[];
}

export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  /** A command that calls it; null where no access token opens it. */
  example: string | null;
  inputs: ApiField[];
  answers: { status: string; words: string; body: string | null }[];
}

export interface ApiSchema {
  name: string;
  /** The whole of it in few words; what there is of one without fields. */
  type: string;
  fields: ApiField[];
}

export interface ApiField {
  name: string;
  /** In few words, e.g. `integer`, `RankedEntry[]`, `string or null`. */
  type: string;
  description: string | null;
}
