// Draws /openapi.json: each operation with its fields, answers and examples, and a button to try it. No library, no CDN.
"use strict";

// Where this server is reached: this file lies there.
const site = new URL(".", document.currentScript.src).pathname.slice(0, -1);
const words = JSON.parse(document.getElementById("words").textContent);

function make(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

function resolved(api, schema) {
  return schema && schema.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema || {};
}

function typeOf(api, schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((part) => typeOf(api, part)).join(" | ");
  if (schema.type === "array") return typeOf(api, schema.items) + "[]";
  return schema.type || "";
}

function fields(api, schema, seen = []) {
  const shape = resolved(api, schema);
  const table = make("table");
  for (const [name, field] of Object.entries(shape.properties || {})) {
    const needed = (shape.required || []).includes(name) ? "" : words.docs_optional;
    table.append(
      make("tr", "", make("td", "", make("code", name)), make("td", typeOf(api, field) + needed), make("td", field.description || "")),
    );
    const inner = field.items || field;
    if (inner.$ref && !seen.includes(inner.$ref)) {
      const cell = make("td", "", fields(api, inner, [...seen, inner.$ref]));
      cell.colSpan = 2;
      table.append(make("tr", "", make("td"), cell));
    }
  }
  return table;
}

function trial(method, path, body, example) {
  const out = make("pre");
  const input = make("textarea");
  input.rows = 3;
  input.value = example ? JSON.stringify(example) : "";
  input.setAttribute("aria-label", words.docs_body);
  const button = make("button", words.docs_try);
  button.addEventListener("click", async () => {
    out.textContent = "…";
    const options = { method: method.toUpperCase(), headers: { "Content-Type": "application/json" } };
    if (body) options.body = input.value;
    if (method === "get") delete options.headers;
    try {
      const response = await fetch(site + path, options);
      const text = await response.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: as it came */ }
      out.textContent = response.status + "\n" + shown.slice(0, 20000);
    } catch {
      out.textContent = words.docs_offline;
    }
  });
  return body ? make("div", "", input, button, out) : make("div", "", button, out);
}

function operation(api, path, method, spec) {
  const box = make("details");
  const description = spec.description || "";
  box.append(
    make("summary", "", make("b", method.toUpperCase()), make("code", path), make("span", "　" + description.split("\n")[0])),
    make("p", description),
  );
  box.children[1].className = "text";
  for (const parameter of spec.parameters || [])
    box.append(make("p", "", make("code", parameter.name), make("span", "　" + (parameter.description || ""))));
  const body = spec.requestBody && spec.requestBody.content["application/json"].schema;
  if (body) box.append(make("h3", words.docs_sends), fields(api, body));
  const good = spec.responses["200"] && spec.responses["200"].content["application/json"];
  if (good && good.schema) box.append(make("h3", words.docs_gets), fields(api, good.schema));
  const faults = Object.entries(spec.responses).filter(([status]) => status !== "200");
  if (faults.length) box.append(make("p", words.docs_faults + faults.map(([status, fault]) => status + " " + fault.description).join("；")));
  box.append(trial(method, path, body, (resolved(api, body).examples || [])[0]));
  return box;
}

fetch(`${site}/openapi.json`)
  .then((response) => response.json())
  .then((api) => {
    document.getElementById("title").textContent = api.info.title;
    document.getElementById("description").textContent = api.info.description;
    const place = document.getElementById("operations");
    for (const [path, methods] of Object.entries(api.paths))
      for (const [method, spec] of Object.entries(methods)) place.append(operation(api, path, method, spec));
  })
  .catch(() => { document.getElementById("operations").textContent = words.docs_unread; });
