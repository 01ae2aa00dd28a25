import { startSandbox, type Sandbox } from '@motcua/sandbox';

/** What really arrived, whatever anybody said about it. */
export interface Arrivals {
  readonly texts: readonly ArrivedText[];
  readonly letters: readonly ArrivedLetter[];
}
export interface ArrivedText {
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly receivedAt: string;
}
export interface ArrivedLetter {
  readonly messageId?: string;
  readonly receivedAt: string;
}

/** A mail server and two message centres, on loopback. */
export interface Sinks {
  readonly environment: Readonly<Record<string, string>>;
  /** Chances out of a thousand; `null` for honest and quick. */
  weather(weather: object | null, seed: number): Promise<void>;
  arrivals(): Promise<Arrivals>;
  close(): Promise<void>;
}

const password = 'password';

export async function openSinks(kept: number): Promise<Sinks> {
  const [first, second] = await Promise.all([openSandbox(kept), openSandbox(kept)]);
  const both = [first, second];
  return {
    environment: {
      SMTP_URL: `smtp://127.0.0.1:${String(first.smtpPort)}`,
      MAIL_FROM: 'Một cửa <motcua@example.vn>',
      ...{ SMPP_URL: `smpp://127.0.0.1:${String(first.smppPort)}`, SMPP_SYSTEM_ID: 'motcua', SMPP_PASSWORD: password },
      SMPP_SECOND_URL: `smpp://127.0.0.1:${String(second.smppPort)}`,
      ...{ SMPP_SECOND_SYSTEM_ID: 'motcua', SMPP_SECOND_PASSWORD: password, SMS_BRAND: 'MOTCUA' },
    },
    async weather(weather, seed) {
      for (const [index, { url }] of both.entries()) {
        const body = JSON.stringify({ ...weather, seed: seed + index });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${url}/weather`, { method: 'PUT', headers, body });
        if (!answer.ok) throw new Error(`the weather did not change: ${await answer.text()}`);
      }
    },
    async arrivals() {
      const texts = await Promise.all(both.map(({ url }) => read<ArrivedText>(`${url}/texts`)));
      return { texts: texts.flat(), letters: await read<ArrivedLetter>(`${first.url}/mailbox`) };
    },
    async close() {
      await Promise.all(both.map((sandbox) => sandbox.close()));
    },
  };
}

function openSandbox(kept: number): Promise<Sandbox> {
  return startSandbox({
    ...{ LOG_LEVEL: 'silent', SANDBOX_PORT: '0', SMTP_PORT: '0', SMPP_PORT: '0', MESSAGES_KEPT: String(kept) },
    ...{ SMPP_SYSTEM_ID: 'motcua', SMPP_PASSWORD: password, VNPAY_HASH_SECRET: password },
    ...{ CARRIER_API_KEY: password, CARRIER_WEBHOOK_SECRET: password },
  });
}

async function read<Entry>(url: string): Promise<readonly Entry[]> {
  return (await (await fetch(url)).json()) as readonly Entry[]; // the sandbox's own journals
}
