/** Where a request goes, and what is sent along, wherever the config asks for one. */

/** A URL without a user: that would be shown. */
export const httpUrl = {
  type: 'string',
  pattern: '^https?://[^\\s/?#@]+([/?#]\\S*)?$',
  expected: 'a URL that begins with http:// or https://, without user and password (those go into `headers`)',
} as const;

/** What a header may hold; it may be a secret, and is never shown. */
const headerValue = {
  type: 'string',
  pattern: '^[\\t\\x20-\\x7e\\x80-\\xff]*$',
  isSecret: true,
  expected: 'one line of text',
} as const;

/** Headers by their names. */
export const httpHeaders = {
  type: 'object',
  propertyNames: {
    type: 'string',
    pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$",
    expected: 'the name of a header',
  },
  additionalProperties: headerValue,
  default: {},
} as const;
