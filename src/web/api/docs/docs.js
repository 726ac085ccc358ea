// Renders /api/openapi.json. Everything is put in as text, nothing as markup.
const METHODS = ["get", "post", "put", "patch", "delete"];

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

// "Words with `code` in them" as text and code elements.
function worded(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", { textContent: part }) : part));
}

function typeOf(schema) {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {})}`;
  const range = "minimum" in schema ? ` from ${schema.minimum} to ${schema.maximum}` : "";
  if (schema.pattern?.startsWith("^-?[0-9]")) return "amount in quotes";
  return (schema.format === "date-time" ? "time (RFC 3339)" : schema.type ?? "anything") + range;
}

// One row for each field, at any depth: "items[].id".
function fieldsOf(schema, prefix = "", isNeeded = false) {
  const rows = prefix ? [{ name: prefix, schema, isNeeded }] : [];
  const inner = schema.type === "array" ? schema.items ?? {} : schema;
  const path = schema.type === "array" ? `${prefix}[]` : prefix;
  for (const [name, field] of Object.entries(inner.properties ?? {})) {
    rows.push(...fieldsOf(field, path ? `${path}.${name}` : name,
      (inner.required ?? []).includes(name)));
  }
  return rows;
}

function table(rows) {
  const body = rows.map(({ name, schema, isNeeded, description }) => element("tr", {},
    element("td", { className: "deep" }, element("code", { textContent: name }),
      ...(isNeeded ? [" ", element("span", { className: "need", textContent: "required" })] : [])),
    element("td", {}, typeOf(schema)),
    element("td", {}, ...worded(description ?? schema.description ?? ""))));
  return element("table", {}, element("thead", {}, element("tr", {},
    ...["Name", "Type", "Meaning"].map((text) => element("th", { scope: "col", textContent: text })))),
  element("tbody", {}, ...body));
}

function example(schema) {
  if (schema.enum) return schema.enum[0];
  if (schema.type === "array") return [example(schema.items ?? {})];
  if (schema.type === "object") {
    const names = schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
    return Object.fromEntries(names.map((name) => [name, example(schema.properties[name])]));
  }
  if (schema.type === "integer") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "number") return 52.229676;
  if (schema.type === "boolean") return true;
  if (schema.format === "date-time") return "2026-11-24T07:21:50Z";
  return schema.pattern?.startsWith("^-?[0-9]") ? "79.50" : "text";
}

function curl(method, path, call) {
  const lines = [`curl -H "Authorization: Bearer $KRAM_KEY"`];
  if (method !== "get") lines.push(`-X ${method.toUpperCase()}`);
  for (const { name, in: where, required } of call.parameters ?? []) {
    if (where === "header" && required) lines.push(`-H '${name}: …'`);
  }
  const content = Object.entries(call.requestBody?.content ?? {})[0];
  if (content) {
    const [type, { schema, example: given }] = content;
    const isJson = type === "application/json";
    lines.push(`-H 'Content-Type: ${type}'`,
      isJson ? `-d '${JSON.stringify(given ?? example(schema))}'` : "--data-binary @file");
  }
  lines.push(`'${location.origin}${path.replaceAll(/\{[^}]+\}/g, "1")}'`);  // curl has a use for braces
  return lines.join(" \\\n  ");
}

function answers(call) {
  return Object.entries(call.responses).map(([status, answer]) => {
    const isGood = status < "300";
    const schema = answer.content?.["application/json"]?.schema;
    return element("div", {},
      element("h3", { textContent: isGood ? `Answer ${status}` : `Error ${status}` }),
      ...(isGood ? [] : [element("p", {}, ...worded(answer.description))]),
      ...(isGood && schema ? [table(fieldsOf(schema))] : []));
  });
}

function inside(method, path, call) {
  const parts = [element("p", {}, ...worded(call.description ?? ""))];
  if (call.parameters?.length) {
    parts.push(element("h3", { textContent: "Parameters" }), table(call.parameters.map((one) => ({
      name: one.name, schema: one.schema, isNeeded: one.required,
      description: [one.in === "query" ? "" : `In the ${one.in}.`, one.description ?? one.schema.description ?? ""]
        .filter(Boolean).join(" "),
    }))));
  }
  const body = call.requestBody?.content?.["application/json"]?.schema;
  if (body) parts.push(element("h3", { textContent: "Body" }), table(fieldsOf(body)));
  const command = element("pre", { textContent: curl(method, path, call), tabIndex: 0 });
  parts.push(element("h3", { textContent: "Example" }), command, ...answers(call));
  return element("div", { className: "inside" }, ...parts);
}

// The inside of a call is made when it is first opened: there are many.
function article(method, path, call) {
  const details = element("details", {}, element("summary", {},
    element("span", { className: `method ${method}`, textContent: method.toUpperCase() }),
    element("span", { className: "path", textContent: path }),
    element("p", { textContent: call.summary })));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(inside(method, path, call));
  });
  return element("article", { id: call.operationId }, details);
}

function callsBySubject(paths) {
  const subjects = new Map();
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of METHODS.filter((one) => methods[one])) {
      const call = methods[method];
      const [subject] = call.tags ?? ["Other"];
      if (!subjects.has(subject)) subjects.set(subject, []);
      subjects.get(subject).push({ method, path, call, words: `${path} ${JSON.stringify(call)}`.toLowerCase() });
    }
  }
  return subjects;
}

function show(subjects, contents, main) {
  const shown = [];
  for (const [subject, calls] of subjects) {
    const section = element("section", {}, element("h2", { textContent: subject }));
    contents.append(element("h2", { textContent: subject }));
    for (const { method, path, call, words } of calls) {
      const made = article(method, path, call);
      section.append(made);
      const link = element("a", { href: `#${call.operationId}`, textContent: call.summary });
      contents.append(link);
      shown.push({ made, link, words, section });
    }
    main.append(section);
  }
  return shown;
}

function filter(shown, text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { made, link, words } of shown) {
    made.hidden = link.hidden = !wanted.every((word) => words.includes(word));
  }
  for (const section of new Set(shown.map((one) => one.section))) {
    section.hidden = [...section.querySelectorAll("article")].every((one) => one.hidden);
  }
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  const details = named?.querySelector("details");
  if (details) {
    // Once it is filled.
    details.addEventListener("toggle", () => named.scrollIntoView(), { once: true });
    details.open = true;
    named.scrollIntoView();
  }
}

async function start() {
  const waiting = document.getElementById("waiting");
  const answer = await fetch("/api/openapi.json").catch(() => null);
  if (!answer?.ok) {
    waiting.textContent = "The description cannot be read: is the shop running?";
    return;
  }
  const description = await answer.json();
  document.getElementById("version").textContent = description.info.version;
  const main = document.getElementById("calls");
  main.replaceChildren(...(description.info.description ?? "").split("\n\n")
    .map((part) => element("p", {}, ...worded(part))));
  const shown = show(callsBySubject(description.paths), document.getElementById("contents"), main);
  const search = document.getElementById("search");
  search.addEventListener("input", () => filter(shown, search.value));
  addEventListener("hashchange", openNamed);
  openNamed();
}

start();
