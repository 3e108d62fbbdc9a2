// Messages, their reactions and what a person can do with them.
import { h } from "./dom.js";
import { drawBlocks } from "./blocks.js";
import { placed } from "./popups.js";
import { emoji, mrkdwn } from "./mrkdwn.js";

const QUICK = ["eyes", "white_check_mark", "+1"];
const MORE = ["tada", "warning", "fire", "-1", "x", "heart"];

export const timeOf = (ts) => new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const dayOf = (ts) => new Date(Number(ts) * 1000).toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });

export function avatar(user) {
  if (user.is_bot) return h("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
  return h("span", { class: `avatar tint${[...user.id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 0) % 5}`, "aria-hidden": "true" }, user.real_name[0]);
}

function fileCard(file) {
  const address = `/page/files/${encodeURIComponent(file.id)}`;
  if (file.is_picture) return h("figure", { class: "image" }, h("figcaption", {}, file.title), h("img", { class: "picture", src: address, alt: file.alt, loading: "lazy" }));
  return h("a", { class: "file", href: address, download: file.name }, h("strong", {}, file.title), h("span", { class: "quiet" }, `${file.name}, ${file.size} bytes`));
}

function reactions(message, view) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((reaction) => {
    const mine = reaction.users.includes(view.me);
    const who = reaction.users.map((id) => view.userOf(id).real_name).join(", ");
    return h("button", { type: "button", class: `reaction ${mine ? "mine" : ""}`, title: `${who} reacted with :${reaction.name}:`, "aria-pressed": String(mine), onclick: () => view.react(message, reaction.name, !mine) }, emoji(reaction.name), h("span", {}, String(reaction.count)));
  }));
}

function toolbar(message, view, inThread) {
  if (message.is_ephemeral) return null;
  const react = (name) => h("button", { type: "button", "aria-label": `React with ${name}`, title: `:${name}:`, onclick: () => view.react(message, name, true) }, emoji(name));
  const more = placed(h("details", { class: "overflow" }, h("summary", { "aria-label": "More for this message", title: "More" }, "⋯"),
    h("div", { class: "popup", role: "menu" },
      h("div", { class: "emoji-row" }, MORE.map(react)),
      view.shortcuts.map((shortcut) => h("button", { type: "button", role: "menuitem", onclick: (event) => { event.target.closest("details").open = false; view.shortcut(message, shortcut.id); } }, shortcut.name)))));
  return h("div", { class: "toolbar" }, QUICK.map(react), !inThread && h("button", { type: "button", "aria-label": "Reply in thread", title: "Reply in thread", onclick: () => view.openThread(message) }, "💬"), more);
}

function body(message, view) {
  if (message.subtype === "slash_command") return h("div", { class: "text typed" }, h("code", {}, message.text));
  const context = view.contextOf(message);
  const content = message.blocks?.length ? drawBlocks(message.blocks, context) : h("div", { class: "text" }, mrkdwn(message.text));
  return [content, (message.files || []).map(fileCard), message.edited && h("span", { class: "edited" }, "(edited)")];
}

export function drawMessage(item, view, inThread = false) {
  const { message, isFirstOfDay, followsSameAuthor } = item;
  const user = view.userOf(message.user);
  const replies = message.reply_count && !inThread;
  return h("li", { class: `message ${message.is_ephemeral ? "ephemeral" : ""} ${followsSameAuthor ? "follows" : ""}`, data: { ts: message.ts } },
    isFirstOfDay && h("div", { class: "day" }, h("span", {}, dayOf(message.ts))),
    message.is_ephemeral && h("div", { class: "only-you" }, "👁 Only visible to you"),
    h("div", { class: "row" },
      avatar(user),
      h("div", { class: "content" },
        h("div", { class: "author" }, h("strong", {}, user.is_bot ? user.name : user.real_name), user.is_bot && h("span", { class: "app-tag" }, "APP"), h("time", {}, timeOf(message.ts))),
        body(message, view),
        reactions(message, view),
        replies && h("button", { type: "button", class: "replies", onclick: () => view.openThread(message) }, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`))),
    toolbar(message, view, inThread));
}

export function asItems(messages, inThread = false) {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const isFirstOfDay = !before || dayOf(before.ts) !== dayOf(message.ts);
    const isFirstReply = inThread && index === 1;
    const close = before && Number(message.ts) - Number(before.ts) < 300;
    const alike = before && before.user === message.user && !before.is_ephemeral && !message.is_ephemeral && before.subtype === message.subtype;
    return { message, isFirstOfDay, followsSameAuthor: Boolean(!isFirstOfDay && !isFirstReply && close && alike) };
  });
}
