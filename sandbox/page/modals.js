// Modals: the topmost view of the person's stack, as a dialog.
import { h, replaceChildren } from "./dom.js";
import { drawBlocks } from "./blocks.js";
import { textObject } from "./mrkdwn.js";

export function makeModals(place, { act, contextOf }) {
  let shown = null, dialog = null;

  function close() { dialog?.remove(); dialog = null; shown = null; }

  function draw(view, errors = {}, kept = new Map()) {
    const values = new Map();
    const context = {
      ...contextOf(view), errors,
      keep: (element, choice) => values.set(element.action_id, choice),
    };
    const problem = h("p", { class: "input-error", role: "alert" });
    const blocks = view.blocks.map((block) => withKept(block, kept));
    const submit = h("button", { type: "submit", class: "button primary" }, view.submit ? textObject(view.submit) : "");
    const form = h("form", { class: "modal-form" },
      h("header", {}, h("h2", {}, textObject(view.title)), h("button", { type: "button", class: "ghost", "aria-label": "Close", onclick: () => act({ do: "close" }) }, "✕")),
      h("div", { class: "modal-body" }, drawBlocks(blocks, context), problem),
      h("footer", {}, h("button", { type: "button", class: "button", onclick: () => act({ do: "close" }) }, view.close ? textObject(view.close) : "Cancel"), view.submit && submit));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      const answer = await act({ do: "submit", values: Object.fromEntries(values) });
      submit.disabled = false;
      if (answer.payload?.errors) {
        draw(view, answer.payload.errors, values);
      } else if (!answer.ok) {
        replaceChildren(problem, answer.error === "operation_timeout" ? "We had some trouble connecting. Try again?" : answer.error);
      }
    });
    dialog?.remove();
    dialog = h("dialog", { class: "modal", "aria-label": textObject(view.title).join("") }, form);
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); act({ do: "close" }); });
    place.append(dialog);
    dialog.showModal();
  }

  return function show(views) {
    const top = views.at(-1);
    if (!top) return close();
    const mark = `${top.id} ${top.hash}`;
    if (mark === shown) return;
    shown = mark;
    draw(top);
  };
}

// What was typed before an error stays in the inputs.
function withKept(block, kept) {
  if (block.type !== "input" || !kept.has(block.element.action_id)) return block;
  const choice = kept.get(block.element.action_id);
  if (choice === null || choice === undefined) return block;
  const element = { ...block.element };
  const options = element.options || element.option_groups?.flatMap((group) => group.options) || [];
  const option = (value) => options.find((one) => one.value === value) || { value, text: { type: "plain_text", text: String(value) } };
  if (Array.isArray(choice)) element.initial_options = choice.map(option);
  else if (element.type.includes("select") || element.type === "radio_buttons") element.initial_option = option(choice);
  else if (element.type === "datepicker") element.initial_date = choice;
  else if (element.type === "timepicker") element.initial_time = choice;
  else element.initial_value = choice;
  return { ...block, element };
}
