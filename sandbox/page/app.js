// Puts the page together: one state from the workspace, drawn again whenever the workspace says that something changed.
import { drawBlocks } from "./blocks.js";
import { makeComposer } from "./composer.js";
import { h, keepUnchanged, replaceChildren } from "./dom.js";
import { drawFaults } from "./faults.js";
import { asItems, avatar, drawMessage } from "./messages.js";
import { makeModals } from "./modals.js";
import { learnNames } from "./mrkdwn.js";
import { act as send, fetchState, onChange } from "./server.js";

const at = (id) => document.getElementById(id);
const HOME = "home";
let state = null;
let me = sessionStorage.getItem("me") || "";
let place = location.hash.slice(1) || "";
let thread = null;
let showFaults = false;
const seen = new Map();

const act = (request) => send({ as: state.me, ...request });
const userOf = (id) => state.users.find((user) => user.id === id) || { id, name: id, real_name: id, is_bot: false };
const channel = () => state.channels.find((one) => one.id === place);
const people = () => state.users.filter((user) => !user.is_bot);
const WORDS = {
  operation_timeout: (what) => `${what} failed with the error operation_timeout`,
  dispatch_failed: (what) => `${what} failed with the error dispatch_failed (is the app connected?)`,
  invalid_command: (what) => `${what} is not a valid command.`,
  not_supported_in_thread: (what) => `${what} is not supported in threads. Sorry!`,
};
const inWords = (what, error) => (WORDS[error] ? WORDS[error](what) : `${what}: ${error}`);

function contextOf(message) {
  return {
    users: people(), channels: state.channels,
    use: async (element, block, choice) => {
      const answer = await act({ do: "click", channel: message.channel, ts: message.ts, action: element.action_id, block, choice });
      if (!answer.ok) composer.showError(inWords(element.action_id, answer.error));
    },
    suggest: async (element, block, query) => (await act({ do: "suggest", channel: message.channel, ts: message.ts, action: element.action_id, block, query })).payload || [],
  };
}

function viewContext(view) {
  return {
    users: people(), channels: state.channels,
    use: async (element, block, choice) => {
      const answer = await act({ do: "click", view: view.id, action: element.action_id, block, choice });
      if (!answer.ok) composer.showError(inWords(element.action_id, answer.error));
    },
    suggest: async (element, block, query) => (await act({ do: "suggest", view: view.id, action: element.action_id, block, query })).payload || [],
  };
}

function messageView() {
  return {
    me: state.me, userOf, shortcuts: state.shortcuts,
    contextOf: (message) => contextOf({ ...message, channel: place }),
    react: (message, name, on) => act({ do: "react", channel: place, ts: message.ts, name, on }),
    shortcut: async (message, id) => {
      const answer = await act({ do: "shortcut", channel: place, ts: message.ts, shortcut: id });
      if (!answer.ok) composer.showError(inWords(id, answer.error));
    },
    openThread: (message) => { thread = message.thread_ts || message.ts; showFaults = false; draw(); threadComposer.input.focus(); },
  };
}

function sender(threadOf) {
  return async (text) => {
    const thread_ts = threadOf() || undefined;
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim());
    const request = command ? { do: "slash", command: command[1], text: command[2] } : { do: "post", text };
    const answer = await act({ ...request, channel: place, thread_ts });
    return answer.ok ? "" : inWords(command ? command[1] : "Your message", answer.error);
  };
}

const composer = makeComposer({ label: "Message", commands: () => state?.commands || [], send: sender(() => null) });
const threadComposer = makeComposer({ label: "Reply…", commands: () => [], send: sender(() => thread) });
const showModals = makeModals(at("modal-place"), { act, contextOf: viewContext });
at("composer-place").append(composer.node);

function go(where) {
  place = where;
  thread = null;
  history.replaceState(null, "", `#${where}`);
  toggleMenu(false);
  composer.showError("");
  if (where === HOME) act({ do: "open_home" });
  else if (channel()?.is_direct) act({ do: "open_home", tab: "messages" });
  draw();
  scrollDown();
  if (where !== HOME && matchMedia("(min-width: 720px)").matches) composer.input.focus();
}

function isUnread(one) {
  const last = state.messages[one.id]?.at(-1)?.ts || "";
  if (one.id === place || !seen.has(one.id)) seen.set(one.id, last);
  return last > seen.get(one.id);
}

function navButton(where, mark, name, extra = "") {
  return h("button", { type: "button", class: `nav-item ${place === where ? "here" : ""} ${extra}`, "aria-current": place === where ? "page" : undefined, onclick: () => go(where) }, h("span", { class: "mark" }, mark), h("span", {}, name));
}

function drawNav() {
  const rooms = state.channels.filter((one) => !one.is_direct), direct = state.channels.filter((one) => one.is_direct);
  const extra = (one) => `${isUnread(one) ? "unread" : ""} ${one.is_archived ? "archived" : ""}`;
  replaceChildren(at("nav"),
    h("h2", {}, "Channels"), rooms.map((one) => navButton(one.id, one.is_private ? "🔒" : "#", one.name, extra(one))),
    h("h2", {}, "Apps"), direct.map((one) => navButton(one.id, h("img", { src: "/page/icon.svg", alt: "", width: 18, height: 18 }), one.name, extra(one))),
    navButton(HOME, "⌂", "App Home"));
  const picker = at("act-as");
  if (picker.options.length !== people().length) replaceChildren(picker, people().map((user) => h("option", { value: user.id }, user.real_name)));
  picker.value = state.me;
}

function drawBar() {
  const here = channel(), badge = at("bar-badge");
  at("title").textContent = place === HOME ? "App Home" : here.is_direct ? here.name : `# ${here.name}`;
  at("topic").textContent = place === HOME ? "What the app shows to you alone" : here.is_direct ? "Direct messages with the app" : here.topic;
  const words = here?.is_archived ? "archived" : here && !here.has_bot ? "bot is not a member" : "";
  badge.hidden = !words;
  badge.textContent = words;
}

function drawMain() {
  const isHome = place === HOME;
  at("messages").hidden = isHome;
  at("home").hidden = !isHome;
  composer.node.hidden = isHome;
  if (isHome) return drawHome();
  const here = channel();
  composer.label(here.is_direct ? `Message ${here.name}` : `Message #${here.name}`);
  const all = (state.messages[place] || []).filter((message) => !message.is_reply || message.reply_broadcast);
  const view = messageView();
  keepUnchanged(at("messages"), asItems(all), (item) => `${place} ${state.me} ${item.message.ts}`, (item) => drawMessage(item, view));
  at("messages").classList.toggle("empty", !all.length);
  at("messages").dataset.words = here.is_direct ? "Ask the app something." : "Nothing here yet. Type / to see what the app can do.";
}

function drawHome() {
  const home = at("home"), mark = state.home ? `${state.home.id} ${state.home.hash}` : "none";
  if (home.dataset.mark === mark) return;
  home.dataset.mark = mark;
  replaceChildren(home, state.home ? drawBlocks(state.home.blocks, viewContext(state.home)) : h("p", { class: "quiet" }, "The app has not published a home for you yet."));
}

function drawThread() {
  const panel = at("thread"), parent = thread && (state.messages[place] || []).find((message) => message.ts === thread);
  panel.hidden = !parent;
  if (!parent) { thread = null; return; }
  let list = panel.querySelector("ol");
  if (panel.dataset.thread !== `${place} ${thread}`) {
    panel.dataset.thread = `${place} ${thread}`;
    list = h("ol", { class: "messages" });
    replaceChildren(panel, h("header", {}, h("h2", {}, "Thread"), h("button", { type: "button", class: "ghost", "aria-label": "Close thread", onclick: () => { thread = null; draw(); } }, "✕")),
      h("div", { class: "panel-body" }, list), threadComposer.node);
  }
  const all = state.messages[place].filter((message) => message.ts === thread || message.thread_ts === thread);
  const view = messageView();
  keepUnchanged(list, asItems(all, true), (item) => `${state.me} ${item.message.ts}`, (item) => drawMessage(item, view, true));
}

function drawFaultPanel() {
  at("faults").hidden = !showFaults;
  if (showFaults) drawFaults(at("faults"), state, channel(), act, () => { showFaults = false; draw(); });
}

function draw() {
  if (place !== HOME && !channel()) place = state.channels[0].id;
  const scroller = at("scroll"), wasDown = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  learnNames(state);
  drawNav(); drawBar(); drawMain(); drawThread(); drawFaultPanel();
  showModals(state.modals);
  document.body.classList.toggle("with-panel", Boolean(thread) || showFaults);
  const link = at("link-state");
  link.className = `link-state ${state.faults.connections ? "up" : "down"}`;
  link.title = state.faults.connections ? `The app is connected (${state.faults.connections})` : "The app is not connected";
  if (wasDown) scrollDown();
}

function scrollDown() { const s = at("scroll"); s.scrollTop = place === HOME ? 0 : s.scrollHeight; }
at("scroll").addEventListener("load", (event) => { if (event.target.tagName === "IMG") scrollDown(); }, true);

function toggleMenu(open) {
  document.body.classList.toggle("menu-open", open);
  at("menu-button").setAttribute("aria-expanded", String(open));
}

let refreshing = false, again = false;
async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    do { again = false; state = await fetchState(me || "ada"); me = state.me; draw(); } while (again);
  } finally { refreshing = false; }
}

at("act-as").addEventListener("change", async (event) => {
  me = event.target.value;
  sessionStorage.setItem("me", me);
  thread = null;
  const wasDirect = channel()?.is_direct;
  await refresh();
  if (wasDirect) go(state.channels.find((one) => one.is_direct).id);
  else if (place === HOME) go(HOME);
});
at("menu-button").addEventListener("click", () => toggleMenu(!document.body.classList.contains("menu-open")));
at("faults-button").addEventListener("click", () => { showFaults = !showFaults; thread = null; toggleMenu(false); draw(); });
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.overflow[open]")) if (!menu.contains(event.target)) menu.open = false;
  for (const list of document.querySelectorAll(".combo .popup:not([hidden])")) if (!list.parentElement.contains(event.target)) list.hidden = true;
  if (document.body.classList.contains("menu-open") && !event.target.closest(".sidebar, .menu-button")) toggleMenu(false);
});
onChange(refresh, (isUp) => document.body.classList.toggle("offline", !isUp));
await refresh();
if (place === HOME) go(HOME);
scrollDown();
