// Buttons, menus and inputs. `context` says what to do when one is used: `use(element, blockId, choice)`, `suggest`, `keep`.
import { h, replaceChildren } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { place, placed } from "./popups.js";

const plain = (object) => textObject(object).join("");

export function confirmation(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "dialog", "aria-label": plain(confirm.title) },
      h("h2", {}, plain(confirm.title)), h("p", {}, textObject(confirm.text)),
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close("no") }, plain(confirm.deny)),
        h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, onclick: () => dialog.close("yes") }, plain(confirm.confirm))));
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

async function useWithCare(context, element, blockId, choice, node) {
  if (!(await confirmation(element.confirm))) return false;
  node?.classList.add("busy");
  try { await context.use(element, blockId, choice); } finally { node?.classList.remove("busy"); }
  return true;
}

function button(element, blockId, context) {
  const node = h("button", { type: "button", class: `button ${element.style || ""}`, "aria-label": element.accessibility_label, data: { action: element.action_id } }, textObject(element.text));
  node.addEventListener("click", () => {
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    useWithCare(context, element, blockId, null, node);
  });
  return node;
}

function optionNodes(element) {
  const one = (option) => h("option", { value: option.value }, plain(option.text));
  if (element.option_groups) return element.option_groups.map((group) => h("optgroup", { label: plain(group.label) }, group.options.map(one)));
  return element.options.map(one);
}

function select(element, blockId, context) {
  const first = element.initial_option?.value ?? "";
  const node = h("select", { class: "select", "aria-label": plain(element.placeholder) || element.action_id, data: { action: element.action_id } },
    h("option", { value: "", hidden: true }, plain(element.placeholder) || "Choose an option"), optionNodes(element));
  node.value = first;
  context.keep?.(element, first || null);
  node.addEventListener("change", async () => {
    context.keep?.(element, node.value);
    if (!(await useWithCare(context, element, blockId, node.value, node))) node.value = first;
  });
  return node;
}

function manySelect(element, blockId, context) {
  const chosen = new Set((element.initial_options || []).map((option) => option.value));
  context.keep?.(element, [...chosen]);
  return h("fieldset", { class: "checks", data: { action: element.action_id } }, element.options.map((option) => {
    const box = h("input", { type: "checkbox", value: option.value });
    box.checked = chosen.has(option.value);
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(option.value); else chosen.delete(option.value);
      context.keep?.(element, [...chosen]);
      useWithCare(context, element, blockId, [...chosen]);
    });
    return h("label", {}, box, textObject(option.text));
  }));
}

function radios(element, blockId, context) {
  const group = `radio-${blockId}-${element.action_id}`;
  context.keep?.(element, element.initial_option?.value ?? null);
  return h("fieldset", { class: "checks", data: { action: element.action_id } }, element.options.map((option) => {
    const dot = h("input", { type: "radio", name: group, value: option.value });
    dot.checked = option.value === element.initial_option?.value;
    dot.addEventListener("change", () => { context.keep?.(element, option.value); useWithCare(context, element, blockId, option.value); });
    return h("label", {}, dot, textObject(option.text));
  }));
}

function overflow(element, blockId, context) {
  const menu = h("details", { class: "overflow", data: { action: element.action_id } }, h("summary", { class: "button", "aria-label": "More actions" }, "⋯"));
  menu.append(h("div", { class: "popup", role: "menu" }, element.options.map((option) =>
    h("button", { type: "button", role: "menuitem", onclick: () => { menu.open = false; useWithCare(context, element, blockId, option.value, menu); } }, plain(option.text)))));
  return placed(menu);
}

function externalSelect(element, blockId, context) {
  const list = h("div", { class: "popup", role: "listbox", hidden: true });
  const input = h("input", { class: "field", type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", placeholder: plain(element.placeholder) || "Type to search", "aria-label": plain(element.placeholder) || element.action_id, data: { action: element.action_id } });
  if (element.initial_option) input.value = plain(element.initial_option.text);
  context.keep?.(element, element.initial_option?.value ?? null);
  let asked = 0;
  const show = (isOpen) => { list.hidden = !isOpen; input.setAttribute("aria-expanded", String(isOpen)); };
  const pick = (option) => {
    input.value = plain(option.text);
    show(false);
    context.keep?.(element, option.value);
    useWithCare(context, element, blockId, option.value, input);
  };
  async function ask() {
    const query = input.value;
    if (query.length < (element.min_query_length ?? 3)) return show(false);
    const mine = ++asked;
    const options = await context.suggest(element, blockId, query);
    if (mine !== asked) return;
    replaceChildren(list, options.length ? options.map((option) => h("button", { type: "button", role: "option", onclick: () => pick(option) }, plain(option.text))) : h("p", { class: "quiet" }, "No results"));
    show(true);
    place(list);
  }
  input.addEventListener("input", ask);
  input.addEventListener("focus", () => { if ((element.min_query_length ?? 3) === 0) ask(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !list.hidden) { event.preventDefault(); list.querySelector("button")?.click(); }
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); show(false); }
  });
  return h("div", { class: "combo" }, input, list);
}

const INPUT_TYPES = { number_input: "number", email_text_input: "email", url_text_input: "url", datepicker: "date", timepicker: "time" };
const INITIAL = { datepicker: "initial_date", timepicker: "initial_time" };

function field(element, blockId, context) {
  const first = element[INITIAL[element.type] || "initial_value"] ?? "";
  const isPicker = element.type in INITIAL;
  const node = h(element.multiline ? "textarea" : "input", {
    class: "field", type: element.multiline ? undefined : INPUT_TYPES[element.type] || "text", step: element.is_decimal_allowed ? "any" : undefined,
    maxlength: element.max_length, placeholder: plain(element.placeholder), "aria-label": plain(element.placeholder) || element.action_id, data: { action: element.action_id } });
  node.value = first;
  context.keep?.(element, first || null);
  node.addEventListener("input", () => context.keep?.(element, node.value || null));
  if (isPicker) node.addEventListener("change", () => useWithCare(context, element, blockId, node.value));
  return node;
}

function peopleSelect(element, blockId, context) {
  const options = element.type.startsWith("users") ? context.users : context.channels;
  const asOptions = options.map((one) => ({ value: one.id, text: { type: "plain_text", text: one.name } }));
  const first = element.initial_user || element.initial_channel || element.initial_conversation;
  return select({ ...element, options: asOptions, initial_option: asOptions.find((option) => option.value === first) }, blockId, context);
}

const DRAW = {
  button, overflow, static_select: select, external_select: externalSelect, multi_static_select: manySelect, checkboxes: manySelect, radio_buttons: radios,
  users_select: peopleSelect, channels_select: peopleSelect, conversations_select: peopleSelect,
};

export function control(element, blockId, context) {
  return (DRAW[element.type] || field)(element, blockId, context);
}
