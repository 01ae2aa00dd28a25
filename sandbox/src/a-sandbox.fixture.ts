/** A sandbox on free ports for tests, without Kafka. */
import { startSandbox, type Sandbox } from './main.js';

export const hashSecret = 'TESTSECRETNOTREAL0123456789ABCDEF';
export const apiKey = 'carrier-key-of-a-test';
export const webhookSecret = 'webhook-secret-of-a-test';

export function aSandbox(more: NodeJS.ProcessEnv = {}): Promise<Sandbox> {
  return startSandbox({
    LOG_LEVEL: 'silent',
    SANDBOX_PORT: '0',
    SMTP_PORT: '0',
    SMPP_PORT: '0',
    SMPP_SYSTEM_ID: 'motcua',
    SMPP_PASSWORD: 'password',
    VNPAY_TMN_CODE: 'TESTTMN1',
    VNPAY_HASH_SECRET: hashSecret,
    CARRIER_API_KEY: apiKey,
    CARRIER_WEBHOOK_SECRET: webhookSecret,
    CARRIER_DOOR_PATIENCE_MS: '50',
    AGENCY_PASSWORDS: JSON.stringify({ 'residence-police': 'secret-1', 'health-insurance': 'secret-2' }),
    ...more,
  });
}

/** Sends JSON and reads the answer. */
export async function send(url: string, method: 'POST' | 'PUT', body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }; // our own JSON objects
}
