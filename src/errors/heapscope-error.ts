import { catalogue, type ErrorCode } from './catalogue.ts';

export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error as it crosses a message boundary: whole, and plain enough for JSON. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly sentence: string;
  readonly advice: string;
}

export class HeapscopeError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options?: { cause: unknown },
  ) {
    super(fill(catalogue[code].sentence, details), options);
    this.name = 'HeapscopeError';
  }

  get advice(): string {
    return fill(catalogue[this.code].advice, this.details);
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(details[name] ?? hole));
}

/** Whatever was thrown, as a report for people; what is not ours becomes `unexpected` with its message. */
export function reportOf(error: unknown): ErrorReport {
  const known =
    error instanceof HeapscopeError
      ? error
      : new HeapscopeError('unexpected', { message: error instanceof Error ? error.message : String(error) });
  return { code: known.code, details: known.details, sentence: known.message, advice: known.advice };
}

export function errorFromReport(report: ErrorReport): HeapscopeError {
  return new HeapscopeError(report.code, report.details);
}
