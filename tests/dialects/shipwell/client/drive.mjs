// Drives the vendor's client by order: one JSON call per line in, one JSON answer per line out.
// {"api": "PurchaseOrdersApi", "call": "createPurchaseOrder", "with": {...}} -> {"status": 201, "data": {...}}
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [installed, basePath, apiKey] = process.argv.slice(2);
const sdk = createRequire(`${installed}/package.json`)("@shipwell/scriptwell-orders-sdk");
const configuration = new sdk.Configuration({ basePath, apiKey });

for await (const line of createInterface({ input: process.stdin })) {
  const { api, call, with: parameters } = JSON.parse(line);
  let answer;
  try {
    answer = await new sdk[api](configuration)[call](parameters);
  } catch (error) {
    answer = error.response ?? { status: 0, data: String(error) };
  }
  process.stdout.write(JSON.stringify({ status: answer.status, data: answer.data ?? null }) + "\n");
}
