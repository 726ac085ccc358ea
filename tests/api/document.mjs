// The OpenAPI document of a shop: its operations, and whether answers are as it says.
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// Those that programs act on. An answer that has one is described with it.
const DESCRIBED_HEADERS = ["ratelimit-limit", "ratelimit-policy", "ratelimit-remaining", "ratelimit-reset", "etag",
  "location", "link", "retry-after", "www-authenticate"];
const METHODS = ["get", "post", "put", "patch", "delete"];

export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method])
      .map((method) => ({ path, method, call: methods[method], id: methods[method].operationId })));
}

export class Schemas {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(this.ajv);
    this.ajv.addFormat("int64", { type: "number", validate: Number.isInteger });
    this.ajv.addSchema(document, "document");
  }

  // What is wrong with an answer, in words; empty when nothing is.
  complaintsOf({ call }, { status, type, json, headers }) {
    const described = call.responses[status];
    if (!described) return [`the document knows no answer ${status}`];
    return [...this.#headerComplaints(described, status, headers), ...this.#bodyComplaints(described, status, type, json)];
  }

  #headerComplaints(described, status, headers) {
    const complaints = [];
    const known = Object.entries(described.headers ?? {});
    for (const [name, given] of known) {
      const { required, schema } = this.#component(given);
      const value = headers.get(name);
      if (value === null && required) complaints.push(`answer ${status} lacks ${name}`);
      if (value !== null && schema.type === "integer" && !/^\d+$/.test(value)) {
        complaints.push(`answer ${status}: ${name} is ${value}`);
      }
    }
    const names = known.map(([name]) => name.toLowerCase());
    return complaints.concat(DESCRIBED_HEADERS.filter((name) => headers.has(name) && !names.includes(name))
      .map((name) => `answer ${status} has ${name}, which the document does not know`));
  }

  #component(given) {
    return given.$ref ? given.$ref.slice(2).split("/").reduce((at, part) => at[part], this.document) : given;
  }

  #bodyComplaints(described, status, type, json) {
    const content = described.content?.[type];
    if (!content) return type ? [`answer ${status} is ${type}, which the document does not know`] : [];
    if (json === undefined) return [];
    const validate = this.ajv.compile(this.#resolved(content.schema));
    return validate(json) ? [] : validate.errors.map(
      (error) => `answer ${status}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  }

  #resolved(schema) {
    return schema.$ref ? { $ref: `document${schema.$ref}` } : schema;
  }
}
