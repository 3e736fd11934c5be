import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const PROMTOOL = '/usr/bin/promtool';
const missing = existsSync(PROMTOOL)
  ? null
  : `${PROMTOOL} is not there: install it with "apt-get install prometheus" to run the rules`;
if (missing) console.warn(`Skipped, the rules for Prometheus: ${missing}`);

const read = (file: string): unknown => parse(readFileSync(`alerts/${file}`, 'utf8'));
const rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })) });
const cases = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(
        z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).optional() }),
      ),
    }),
  ),
});

describe('the rules for Prometheus', () => {
  const names = rules
    .parse(read('prometheus.yml'))
    .groups.flatMap((group) => group.rules.map(({ alert }) => alert));
  const tried = cases.parse(read('prometheus.test.yml')).tests.flatMap((test) => test.alert_rule_test);

  it('have each a case in which they fire, and one in which they do not', () => {
    const fire = tried.filter(({ exp_alerts: alerts = [] }) => alerts.length > 0);
    const rest = tried.filter(({ exp_alerts: alerts = [] }) => alerts.length === 0);
    expect(fire.map(({ alertname }) => alertname)).toEqual(names);
    expect(rest.map(({ alertname }) => alertname)).toEqual(names);
  });

  it.skipIf(missing !== null)('fire in their cases, by promtool', () => {
    const test = () =>
      execFileSync(PROMTOOL, ['test', 'rules', 'alerts/prometheus.test.yml'], { encoding: 'utf8' });
    expect(test()).toContain('SUCCESS');
  });
});
