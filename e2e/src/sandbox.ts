/** The outside world as a person sees it: letters, texts, the bank's page, the clock. */
export interface Sandbox {
  tokenOf(user: string): Promise<string>;
  /** Letters to an address, oldest first; waits until one satisfies `wanted`. */
  letter(to: string, wanted: (letter: Letter) => boolean): Promise<Letter>;
  text(to: string, wanted: (text: Text) => boolean): Promise<Text>;
  /** Opens the bank's page and confirms it, as a person would; `outcome` is one of the sandbox's. */
  pay(payUrl: string, outcome?: string): Promise<void>;
  /** What the bank moved under a reference. */
  moneyOf(reference: string): Promise<readonly Money[]>;
  now(): Promise<Date>;
  moveClock(byMs: number): Promise<Date>;
}

export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Money {
  readonly kind: 'PAYMENT' | 'REFUND' | 'TRANSFER';
  readonly amountVnd: number;
  readonly charged?: boolean;
}

export interface Text {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

export function openSandbox(url: string): Sandbox {
  return {
    async tokenOf(user) {
      const { accessToken } = await post<{ accessToken: string }>(`${url}/identity/demo-token`, { user });
      return accessToken;
    },
    letter: (to, wanted) => untilArrived<Letter>(`${url}/mailbox`, to, wanted),
    text: (to, wanted) => untilArrived<Text>(`${url}/texts`, to, wanted),
    pay: confirmAtTheBank,
    async moneyOf(reference) {
      const answer = await fetch(`${url}/bank/transactions?to=${encodeURIComponent(reference)}`);
      return (await answer.json()) as readonly Money[]; // the sandbox's documented answer
    },
    async now() {
      const answer = await fetch(`${url}/clock`);
      const { now } = (await answer.json()) as { now: string }; // the sandbox's documented answer
      return new Date(now);
    },
    async moveClock(byMs) {
      const { now } = await post<{ now: string }>(`${url}/clock/move`, { byMs });
      return new Date(now);
    },
  };
}

async function post<Answer>(url: string, body: unknown): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer; // the sandbox's documented answer
}

const patienceMs = 20_000;

/** Long-polls: the sandbox answers as soon as something arrives. */
async function untilArrived<Item extends { id: string }>(
  url: string,
  to: string,
  wanted: (item: Item) => boolean,
): Promise<Item> {
  const deadline = Date.now() + patienceMs;
  let after = '';
  while (Date.now() < deadline) {
    const query = new URLSearchParams({ to, waitMs: '2000', ...(after === '' ? {} : { after }) });
    const answer = await fetch(`${url}?${query.toString()}`);
    const items = (await answer.json()) as readonly Item[]; // the sandbox's documented answer
    const found = items.find(wanted);
    if (found !== undefined) return found;
    after = items.at(-1)?.id ?? after;
  }
  throw new Error(`Nothing expected arrived for ${to} at ${url} within ${patienceMs / 1000} s`);
}

async function confirmAtTheBank(payUrl: string, outcome = 'success'): Promise<void> {
  const page = await fetch(payUrl);
  const html = await page.text();
  const token = /name="token"\s+value="([^"]+)"/.exec(html)?.[1];
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
  if (token === undefined || action === undefined) throw new Error(`The bank's page has no form: HTTP ${page.status}`);
  const confirmed = await fetch(new URL(action, payUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ token, outcome }),
  });
  if (confirmed.status === 504) return; // the connection is lost, as wished
  const back = confirmed.headers.get('location');
  if (back === null) throw new Error(`The bank did not send us back: HTTP ${confirmed.status}`);
  const shown = await fetch(back);
  if (!shown.ok) throw new Error(`The return page answered ${shown.status}`);
}
