/** The validator compiled from `schema.ts` by `.build/generate.mjs`; it needs no library when it runs. */

/** One violation of the schema. */
export interface ShapeError {
  /** JSON pointer into the document. */
  readonly instancePath: string;
  /** JSON pointer into the schema's part in question, ending in the violated keyword. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly propertyName?: string;
  };
}

/** Whether the document has the schema's shape; what is wrong with it is then in `validate.errors`, all of it. */
export const validate: {
  (document: unknown): boolean;
  errors?: readonly ShapeError[] | null;
};
