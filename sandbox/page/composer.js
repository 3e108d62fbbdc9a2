// Where a person writes: messages, and slash commands with a hint of what there is.
import { h, replaceChildren } from "./dom.js";

export function makeComposer({ label, commands, send }) {
  const error = h("div", { class: "error-bar", role: "alert", hidden: true });
  const hints = h("div", { class: "hints", role: "listbox", "aria-label": "Commands", hidden: true });
  const input = h("textarea", { class: "composer-input", rows: 1, "aria-label": label, placeholder: label });
  const button = h("button", { type: "submit", class: "send", "aria-label": "Send" }, "➤");
  const form = h("form", { class: "composer" }, hints, h("div", { class: "composer-box" }, input, button));
  let waiting = 0;

  const showError = (text) => {
    error.hidden = !text;
    replaceChildren(error, text && [h("span", {}, text), h("button", { type: "button", class: "ghost", "aria-label": "Dismiss", onclick: () => showError("") }, "✕")]);
  };
  const fit = () => { input.rows = Math.min(8, input.value.split("\n").length); };
  const matching = () => (/^\/\S*$/.test(input.value) ? commands().filter((command) => command.name.startsWith(input.value)) : []);
  const usage = () => commands().filter((command) => input.value.startsWith(`${command.name} `) || input.value === command.name);

  function hint() {
    const found = matching().length ? matching() : usage();
    hints.hidden = !found.length;
    replaceChildren(hints, found.map((command) => h("button", { type: "button", role: "option", onclick: () => complete(command) },
      h("strong", {}, command.name), h("span", { class: "quiet" }, command.hint), h("span", { class: "hint-text" }, command.description))));
  }
  function complete(command) { input.value = `${command.name} `; input.focus(); hint(); }

  async function submit() {
    const text = input.value;
    if (!text.trim()) return;
    showError("");
    input.value = "";
    fit();
    hint();
    form.classList.toggle("waiting", ++waiting > 0);
    const problem = await send(text);
    form.classList.toggle("waiting", --waiting > 0);
    if (problem) {
      showError(problem);
      if (!input.value) { input.value = text; fit(); }
    }
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  input.addEventListener("input", () => { fit(); hint(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && matching().length) { event.preventDefault(); complete(matching()[0]); }
    if (event.key === "Escape") hints.hidden = true;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  return { node: h("div", { class: "composer-place" }, error, form), input, showError, label: (text) => { input.placeholder = text; input.setAttribute("aria-label", text); } };
}
