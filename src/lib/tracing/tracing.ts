import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { currentRequestId } from '@/lib/request-context';
import { scrubEvent } from '@/lib/shared/sentry/scrub-event';

/** Ends the tracing, after what is waiting was sent. */
export type StopTracing = () => Promise<void>;

const SERVICE = 'audiospective';

/**
 * Sends the spans that Next makes of requests to an OpenTelemetry collector; without an endpoint the packages are not even
 * loaded. OpenTelemetry reads its own variables itself, e.g. OTEL_EXPORTER_OTLP_HEADERS and OTEL_TRACES_SAMPLER.
 * @param endpoint e.g. `http://collector:4318`; the spans go to its `/v1/traces`.
 */
export async function startTracing(endpoint: string | undefined): Promise<StopTracing> {
  if (endpoint === undefined) return async () => {};
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const named = resources.resourceFromAttributes({ 'service.name': SERVICE });
  const provider = new NodeTracerProvider({
    resource: resources.detectResources({ detectors: [resources.envDetector] }).merge(named),
    spanProcessors: [ofRequests, new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return () => provider.shutdown();
}

/** Gives each span the id of its request, and takes out of it what a report of an error may not hold either. */
const ofRequests: SpanProcessor = {
  onStart: (span: Span) => {
    const requestId = currentRequestId();
    if (requestId !== undefined) span.setAttribute('request.id', requestId);
  },
  onEnd: (span: ReadableSpan) => {
    const { attributes } = span;
    const named: { name: string } = span;
    named.name = scrubEvent(span.name);
    const scrubbed = scrubEvent(attributes);
    for (const name of Object.keys(attributes)) {
      if (name in scrubbed) attributes[name] = scrubbed[name];
      else delete attributes[name];
    }
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
