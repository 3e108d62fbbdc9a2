// The panel that makes the workspace misbehave.
import { h, replaceChildren } from "./dom.js";

const POST = "chat.postMessage";
const ONCE = [
  ["429 on the next post", { kind: "rate_limited", method: POST }],
  ["429 although it was posted", { kind: "rate_limited", method: POST, lands: "at_once" }],
  ["503 before posting", { kind: "server_error", method: POST }],
  ["503 after posting", { kind: "server_error", method: POST, lands: "at_once" }],
  ["Post it, then drop the connection", { kind: "drop", method: POST, lands: "at_once" }],
  ["Drop, and post it 10 s later", { kind: "drop", method: POST, lands: "late", seconds: 10 }],
  ["Hang the next post", { kind: "hang", method: POST }],
  ["Answer the next post after 5 s", { kind: "slow", method: POST, seconds: 5 }],
  ["503 on the next response_url", { kind: "server_error", method: "response_url" }],
  ["Next file takes 10 s", { kind: "slow_files", seconds: 10 }],
  ["Next file is never ready", { kind: "never_ready_files" }],
  ["Refuse the next picture", { kind: "refuse_slack_file" }],
];

export function drawFaults(panel, state, channel, act, close) {
  const { faults } = state;
  const button = (text, request, className = "") => h("button", { type: "button", class: `button ${className}`, onclick: () => act(request) }, text);
  const toggle = (text, name, isOn) => {
    const box = h("input", { type: "checkbox" });
    box.checked = isOn;
    box.addEventListener("change", () => act({ do: "set", name, on: box.checked }));
    return h("label", { class: "toggle" }, box, text);
  };
  replaceChildren(panel,
    h("header", {}, h("h2", {}, "Faults"), h("button", { type: "button", class: "ghost", "aria-label": "Close faults", onclick: close }, "✕")),
    h("div", { class: "panel-body faults" },
      h("h3", {}, "Once"),
      h("div", { class: "fault-list" }, ONCE.map(([text, fault]) => button(text, { do: "add_fault", fault }))),
      h("h3", {}, "Switched on"),
      faults.active.length ? h("ul", { class: "active" }, faults.active.map((fault) => h("li", {}, h("span", {}, fault.what), button("Off", { do: "remove_fault", id: fault.id }, "mini")))) : h("p", { class: "quiet" }, "Nothing: the workspace behaves."),
      h("h3", {}, "Rules"),
      toggle("Rate limits", "rate_limits", faults.rate_limits),
      toggle("Refuse pictures that were never shared", "refuse_unshared_files", faults.refuse_unshared_files),
      h("h3", {}, `Connections (${faults.connections})`),
      h("div", { class: "fault-list" }, button("Disconnect politely", { do: "disconnect" }), button("Cut the cable", { do: "disconnect", abruptly: true })),
      h("h3", {}, "App and channel"),
      h("div", { class: "fault-list" },
        faults.token_revoked ? button("Restore the token", { do: "token", revoked: false }) : button("Revoke the token", { do: "token", revoked: true }, "danger"),
        channel && !channel.is_direct && [
          button(channel.is_archived ? `Unarchive #${channel.name}` : `Archive #${channel.name}`, { do: "channel", change: channel.is_archived ? "unarchive" : "archive", channel: channel.id }),
          button(channel.has_bot ? `Remove the bot from #${channel.name}` : `Invite the bot to #${channel.name}`, { do: "channel", change: channel.has_bot ? "remove_bot" : "invite_bot", channel: channel.id }),
        ]),
      h("h3", {}, "Log"),
      h("ol", { class: "log" }, faults.log.map((line) => h("li", {}, h("time", {}, new Date(line.at).toLocaleTimeString()), h("span", {}, line.what))))));
}
