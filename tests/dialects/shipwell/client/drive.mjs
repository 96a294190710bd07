// Drives the vendor's client by order: one JSON call per line in, one JSON answer per line out.
// {"api": "PurchaseOrdersApi", "call": "createPurchaseOrder", "with": {...}} -> {"status": 201, "data": {...}}
// A parameter (or an entry of a list) of the form {"$file": name, "text": content, "type": media type} becomes a File.
// The call "operations" lists what the client has, by API.
import { File } from "node:buffer";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [installed, basePath, apiKey] = process.argv.slice(2);
const sdk = createRequire(`${installed}/package.json`)("@shipwell/scriptwell-orders-sdk");
const configuration = new sdk.Configuration({ basePath, apiKey });

const filed = (value) => {
  if (Array.isArray(value)) return value.map(filed);
  return value?.$file === undefined ? value : new File([value.text], value.$file, { type: value.type });
};

const operations = () =>
  Object.fromEntries(
    Object.entries(sdk)
      .filter(([name, kind]) => name.endsWith("Api") && typeof kind === "function")
      .map(([name, kind]) => [name, Object.getOwnPropertyNames(kind.prototype).filter((each) => each !== "constructor")]),
  );

for await (const line of createInterface({ input: process.stdin })) {
  const { api, call, with: parameters } = JSON.parse(line);
  let answer;
  try {
    const known = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, filed(value)]));
    answer =
      call === "operations"
        ? { status: 200, data: operations() }
        : await new sdk[api](configuration)[call](known);
  } catch (error) {
    answer = error.response ?? { status: 0, data: String(error) };
  }
  process.stdout.write(JSON.stringify({ status: answer.status, data: answer.data ?? null }) + "\n");
}
