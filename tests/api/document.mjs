// The OpenAPI document of a shop: its operations, and whether answers are as it says.
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

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
  complaintsOf({ call }, { status, type, json }) {
    const described = call.responses[status];
    if (!described) return [`the document knows no answer ${status}`];
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
