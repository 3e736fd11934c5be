import pino, { type Logger as PinoLogger } from 'pino';
import { currentRequestId } from './request-context';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>;

/** Fields of these names are redacted at any depth that the application logs. */
const SECRETS = [
  'access_token',
  'refresh_token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'token',
  'email',
];

/** The build takes the names of classes away; those of errors stay in `name`. */
function serializeError(error: Error) {
  const serialized = pino.stdSerializers.err(error);
  return serialized.type === '' ? { ...serialized, type: error.name } : serialized;
}

/**
 * JSON lines on standard output, ISO times; every line that is written during a request has its `requestId`.
 * `destination` is for text in development, and for tests that read the log.
 */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    serializers: { err: serializeError },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
