import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  registerComparison,
  registerDays,
  registerFigures,
  registerLookUps,
  type ToolContext,
} from './archive-tools';

const INSTRUCTIONS =
  'The listening history of one person on Spotify. Days are in their time zone. Ranges: 1d, 7d, 30d, 90d, 1y, all, or YYYY-MM-DD..YYYY-MM-DD. Where `gaps` has entries, plays may be missing.';

/**
 * Answers one message of the Model Context Protocol, streamable HTTP without sessions: nothing is kept between requests.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
 * Throws what a tool throws, unless the caller did something wrong.
 * @param message the parsed body of the request.
 */
export async function answerMcp(
  reader: Omit<ToolContext, 'onFault'>,
  request: Request,
  message: unknown,
): Promise<Response> {
  const faults: unknown[] = [];
  const context = { ...reader, onFault: (error: unknown) => void faults.push(error) };
  const server = new McpServer(
    { name: 'audiospective', title: 'Audiospective', version: '1' },
    { instructions: INSTRUCTIONS },
  );
  registerFigures(server, context);
  registerComparison(server, context);
  registerLookUps(server, context);
  registerDays(server, context);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  const response = await transport.handleRequest(request, { parsedBody: message });
  await server.close();
  if (faults.length > 0) throw faults[0];
  return response;
}
