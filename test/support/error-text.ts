import type { ErrorCode } from '../../src/errors/catalogue.ts';
import { type ErrorDetails, HeapscopeError } from '../../src/errors/heapscope-error.ts';

/** The sentence and the advice of an error, as the panel shows them beside each other. */
export function errorText(code: ErrorCode, details: ErrorDetails = {}): RegExp {
  const error = new HeapscopeError(code, details);
  return new RegExp(escaped(`${error.message} ${error.advice}`));
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
